import Testing

@testable import TensorBoard

@Suite struct RunMetadataTests {
    /// As Google's protobuf serializes the same profile.
    @Test func aProfileIsEncodedAsByProtobuf() {
        let node = RunMetadata.Node(
            name: "a/b",
            startMicros: 1_000_000,
            durationMicros: 250,
            bytes: 4_096,
            peakBytes: 5_000,
            allocator: "cpu",
            outputs: [
                .init(dtype: .half, shape: TensorShape([2, 3])), .init(shape: TensorShape()),
            ],
            threadID: 7
        )
        let metadata = RunMetadata(devices: [
            .init(name: "/device:CPU:0", nodes: [node]), .init(name: ""),
        ])
        #expect(metadata.encoded() == Self.golden)
    }

    @Test func timesStartAtOneAndNothingIsNegative() {
        let node = RunMetadata.Node(
            name: "a",
            startMicros: 0,
            durationMicros: -5,
            bytes: .min,
            peakBytes: -1
        )
        let metadata = RunMetadata(devices: [.init(name: "d", nodes: [node, node])])
        let (shown, problems) = metadata.showable
        let mended = RunMetadata.Node(name: "a", startMicros: 1, durationMicros: 0)
        #expect(shown == RunMetadata(devices: [.init(name: "d", nodes: [mended, mended])]))
        #expect(problems.count == 1)
        #expect(shown.showable.problems.isEmpty)
    }

    private static let golden: [UInt8] = [
        0x0a, 0x51, 0x0a, 0x4d, 0x0a, 0x0d, 0x2f, 0x64, 0x65, 0x76, 0x69, 0x63, 0x65, 0x3a,
        0x43, 0x50, 0x55, 0x3a, 0x30, 0x12, 0x3c, 0x0a, 0x03, 0x61, 0x2f, 0x62, 0x10, 0xc0,
        0x84, 0x3d, 0x20, 0xfa, 0x01, 0x28, 0xfa, 0x01, 0x32, 0x0b, 0x0a, 0x03, 0x63, 0x70,
        0x75, 0x10, 0x80, 0x20, 0x18, 0x88, 0x27, 0x3a, 0x0e, 0x1a, 0x0c, 0x08, 0x13, 0x12,
        0x08, 0x12, 0x02, 0x08, 0x02, 0x12, 0x02, 0x08, 0x03, 0x3a, 0x08, 0x08, 0x01, 0x1a,
        0x04, 0x08, 0x01, 0x12, 0x00, 0x48, 0xc0, 0x84, 0x3d, 0x50, 0x07, 0x0a, 0x00,
    ]
}
