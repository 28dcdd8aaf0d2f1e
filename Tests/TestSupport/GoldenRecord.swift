package import TensorBoardEvents

/// A record that TensorBoard's own protobuf classes and checksum made, and what it says.
package struct GoldenRecord: Sendable, CustomStringConvertible {
    package let description: String
    /// The frame: length, checksum, payload, checksum.
    package let bytes: [UInt8]
    package let event: Event

    package var payload: [UInt8] { Array(bytes[12..<(bytes.count - 4)]) }

    private init(_ description: String, _ hex: String, _ event: Event) {
        self.description = description
        bytes = [UInt8](hex: hex)
        self.event = event
    }

    package static let all = [
        GoldenRecord(
            "file version",
            """
            18 00 00 00 00 00 00 00 a3 7f 4b 22
            09 00 00 00 00 65 cd cd 41 1a 0d 62 72 61 69 6e 2e 45 76 65 6e 74 3a 32
            f4 eb 19 5e
            """,
            Event(wallTime: 1e9, what: .fileVersion("brain.Event:2"))
        ),
        GoldenRecord(
            "file version and writer",
            """
            21 00 00 00 00 00 00 00 01 7b ec f6
            09 00 00 00 00 65 cd cd 41 1a 0d 62 72 61 69 6e 2e 45 76 65 6e 74 3a 32 52 07 0a 05 73
            77 69 66 74
            7d dc 28 78
            """,
            Event(wallTime: 1e9, what: .fileVersion("brain.Event:2"), writer: "swift")
        ),
        GoldenRecord(
            "scalar with metadata",
            """
            30 00 00 00 00 00 00 00 95 f5 d0 5f
            09 00 00 00 00 65 cd cd 41 10 07 2a 23 0a 21 0a 04 6c 6f 73 73 42 0a 08 01 12 00 2a 04
            00 00 00 3f 4a 0d 0a 09 0a 07 73 63 61 6c 61 72 73 20 01
            3c 11 c6 b7
            """,
            Event(
                wallTime: 1e9,
                step: 7,
                what: .tensor(
                    "loss",
                    TensorProto(dtype: .float) { $0.floatValues = [0.5] },
                    SummaryMetadata(pluginName: "scalars", dataClass: .scalar)
                )
            )
        ),
        GoldenRecord(
            "scalar without metadata",
            """
            21 00 00 00 00 00 00 00 01 7b ec f6
            09 00 00 00 00 65 cd cd 41 10 07 2a 14 0a 12 0a 04 6c 6f 73 73 42 0a 08 01 12 00 2a 04
            00 00 00 3f
            52 56 cb fe
            """,
            Event(
                wallTime: 1e9,
                step: 7,
                what: .tensor("loss", TensorProto(dtype: .float) { $0.floatValues = [0.5] })
            )
        ),
        GoldenRecord(
            "legacy simple_value",
            """
            1a 00 00 00 00 00 00 00 12 9b d8 2d
            09 00 00 00 00 65 cd cd 41 10 07 2a 0d 0a 0b 0a 04 6c 6f 73 73 15 00 00 00 3f
            50 a0 80 95
            """,
            Event(
                wallTime: 1e9,
                step: 7,
                what: .summary(
                    Summary(values: [Summary.Value(tag: "loss", content: .simpleValue(0.5))])
                )
            )
        ),
        GoldenRecord(
            "session start",
            """
            18 00 00 00 00 00 00 00 a3 7f 4b 22
            09 00 00 00 00 65 cd cd 41 10 ff ff ff ff ff ff ff ff ff 01 3a 02 08 01
            cc 41 52 5e
            """,
            Event(wallTime: 1e9, step: -1, what: .sessionLog(SessionLog(status: .start)))
        ),
        GoldenRecord(
            "text",
            """
            28 00 00 00 00 00 00 00 ff 70 16 4a
            09 00 00 00 00 65 cd cd 41 10 01 2a 1b 0a 19 0a 01 74 42 08 08 07 12 00 42 02 68 69 4a
            0a 0a 06 0a 04 74 65 78 74 20 02
            a9 6e b3 94
            """,
            Event(
                wallTime: 1e9,
                step: 1,
                what: .tensor(
                    "t",
                    TensorProto(dtype: .string) { $0.stringValues = [Array("hi".utf8)] },
                    SummaryMetadata(pluginName: "text", dataClass: .tensor)
                )
            )
        ),
        GoldenRecord(
            "histogram",
            """
            4c 00 00 00 00 00 00 00 f5 d4 a2 a0
            09 00 00 00 00 65 cd cd 41 10 01 2a 3f 0a 3d 0a 01 68 42 26 08 02 12 08 12 02 08 01 12
            02 08 03 22 18 00 00 00 00 00 00 00 00 00 00 00 00 00 00 f0 3f 00 00 00 00 00 00 10 40
            4a 10 0a 0c 0a 0a 68 69 73 74 6f 67 72 61 6d 73 20 02
            70 67 41 79
            """,
            Event(
                wallTime: 1e9,
                step: 1,
                what: .tensor(
                    "h",
                    TensorProto(dtype: .double, shape: TensorShape([1, 3])) {
                        $0.content = [UInt8](
                            hex: "0000000000000000 000000000000f03f 0000000000001040"
                        )
                    },
                    SummaryMetadata(pluginName: "histograms", dataClass: .tensor)
                )
            )
        ),
    ]
}

extension TensorProto {
    /// A tensor with values.
    package init(
        dtype: DataType,
        shape: TensorShape = TensorShape(),
        _ fill: (inout TensorProto) -> Void
    ) {
        self.init(dtype: dtype, shape: shape)
        fill(&self)
    }
}

extension Event.What {
    /// A summary of one tensor.
    package static func tensor(
        _ tag: String,
        _ tensor: TensorProto,
        _ metadata: SummaryMetadata? = nil
    ) -> Event.What {
        let value = Summary.Value(tag: tag, metadata: metadata, content: .tensor(tensor))
        return .summary(Summary(values: [value]))
    }
}
