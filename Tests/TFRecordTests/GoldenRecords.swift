import TestSupport

/// Records made with TensorBoard's own protos and checksum, for `wall_time = 1e9`.
struct GoldenRecord: Sendable {
    let name: String
    let header: [UInt8]
    let payload: [UInt8]
    let footer: [UInt8]

    var bytes: [UInt8] { header + payload + footer }

    private init(_ name: String, header: String, payload: String, footer: String) {
        self.name = name
        self.header = [UInt8](hex: header)
        self.payload = [UInt8](hex: payload)
        self.footer = [UInt8](hex: footer)
    }

    static let all = [
        GoldenRecord(
            "file version",
            header: "18 00 00 00 00 00 00 00 a3 7f 4b 22",
            payload: "09 00 00 00 00 65 cd cd 41 1a 0d 62 72 61 69 6e 2e 45 76 65 6e 74 3a 32",
            footer: "f4 eb 19 5e"
        ),
        GoldenRecord(
            "file version and writer",
            header: "21 00 00 00 00 00 00 00 01 7b ec f6",
            payload: """
                09 00 00 00 00 65 cd cd 41 1a 0d 62 72 61 69 6e 2e 45 76 65 6e 74 3a 32 52 07 0a 05
                73 77 69 66 74
                """,
            footer: "7d dc 28 78"
        ),
        GoldenRecord(
            "scalar with metadata",
            header: "30 00 00 00 00 00 00 00 95 f5 d0 5f",
            payload: """
                09 00 00 00 00 65 cd cd 41 10 07 2a 23 0a 21 0a 04 6c 6f 73 73 42 0a 08 01 12 00 2a
                04 00 00 00 3f 4a 0d 0a 09 0a 07 73 63 61 6c 61 72 73 20 01
                """,
            footer: "3c 11 c6 b7"
        ),
        GoldenRecord(
            "scalar",
            header: "21 00 00 00 00 00 00 00 01 7b ec f6",
            payload: """
                09 00 00 00 00 65 cd cd 41 10 07 2a 14 0a 12 0a 04 6c 6f 73 73 42 0a 08 01 12 00 2a
                04 00 00 00 3f
                """,
            footer: "52 56 cb fe"
        ),
        GoldenRecord(
            "simple value",
            header: "1a 00 00 00 00 00 00 00 12 9b d8 2d",
            payload:
                "09 00 00 00 00 65 cd cd 41 10 07 2a 0d 0a 0b 0a 04 6c 6f 73 73 15 00 00 00 3f",
            footer: "50 a0 80 95"
        ),
        GoldenRecord(
            "session start",
            header: "18 00 00 00 00 00 00 00 a3 7f 4b 22",
            payload: "09 00 00 00 00 65 cd cd 41 10 ff ff ff ff ff ff ff ff ff 01 3a 02 08 01",
            footer: "cc 41 52 5e"
        ),
        GoldenRecord(
            "text",
            header: "28 00 00 00 00 00 00 00 ff 70 16 4a",
            payload: """
                09 00 00 00 00 65 cd cd 41 10 01 2a 1b 0a 19 0a 01 74 42 08 08 07 12 00 42 02 68 69
                4a 0a 0a 06 0a 04 74 65 78 74 20 02
                """,
            footer: "a9 6e b3 94"
        ),
        GoldenRecord(
            "histogram",
            header: "4c 00 00 00 00 00 00 00 f5 d4 a2 a0",
            payload: """
                09 00 00 00 00 65 cd cd 41 10 01 2a 3f 0a 3d 0a 01 68 42 26 08 02 12 08 12 02 08 01
                12 02 08 03 22 18 00 00 00 00 00 00 00 00 00 00 00 00 00 00 f0 3f 00 00 00 00 00 00
                10 40 4a 10 0a 0c 0a 0a 68 69 73 74 6f 67 72 61 6d 73 20 02
                """,
            footer: "70 67 41 79"
        ),
        GoldenRecord(
            "nothing",
            header: "00 00 00 00 00 00 00 00 29 03 98 07",
            payload: "",
            footer: "d8 ea 82 a2"
        ),
    ]
}
