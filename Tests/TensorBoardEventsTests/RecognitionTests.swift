import TensorBoardEvents
import TestSupport
import Testing

/// Which events and values are recognised without a walk; that they are read alike is part of
/// ``AgreementTests``.
@Suite struct RecognitionTests {
    /// Values as the writers named lay them out, with the tag `loss` and the number 0.5.
    static let layouts: [(writer: String, value: [UInt8])] = [
        ("PyTorch, tensorboardX", tag + simpleValue),
        ("PyTorch's first of a tag", tag + simpleValue + metadata),
        ("TensorFlow 2", tag + [0x42, 0x0a, 0x08, 0x01, 0x12, 0x00, 0x22, 0x04] + half + metadata),
        ("PyTorch's new_style", tag + [0x42, 0x08, 0x08, 0x01, 0x2a, 0x04] + half + metadata),
        ("a tensor of one float_val", tag + [0x42, 0x0a, 8, 1, 0x12, 0, 0x2a, 0x04] + half),
    ]

    @Test(arguments: layouts.indices)
    func theLayoutsOfCommonWritersAreRecognized(index: Int) throws {
        let (_, value) = Self.layouts[index]
        try value.withUnsafeBytes { bytes in
            let scalar = try #require(ScalarValueView.recognize(bytes))
            #expect(scalar.tag.elementsEqual("loss".utf8))
            #expect(scalar.bits == Float(0.5).bitPattern)
        }
        let summary = [0x0a, UInt8(value.count)] + value
        for step in [[], [0x10, 0x03], [0x10, 0xff, 0xff, 0x03]] as [[UInt8]] {
            let event = Self.time + step + [0x2a, UInt8(summary.count)] + summary
            event.withUnsafeBytes {
                #expect(SummaryEventView.recognize($0)?.summary.count == summary.count)
            }
            #expect(Recognition.difference(on: event) == nil)
        }
    }

    @Test(arguments: layouts.indices)
    func truncatedOrLongerLayoutsAreLeftToTheWalk(index: Int) {
        let (_, value) = Self.layouts[index]
        for count in 0..<value.count where count != (Self.tag + Self.simpleValue).count {
            Array(value[..<count]).withUnsafeBytes { bytes in
                // Cut where only the metadata are gone, it is a value too.
                if let scalar = ScalarValueView.recognize(bytes) {
                    #expect(scalar.metadata.isEmpty)
                }
            }
        }
        (value + [0x78, 0x00]).withUnsafeBytes { #expect(ScalarValueView.recognize($0) == nil) }
        (Self.tag + value).withUnsafeBytes { #expect(ScalarValueView.recognize($0) == nil) }
    }

    @Test func tensorsOfOtherTypesAndShapesAreLeftToTheWalk() {
        let tensors: [[UInt8]] = [
            [0x08, 0x02, 0x12, 0x00, 0x22, 0x04] + Self.half,
            [0x08, 0x01, 0x12, 0x02, 0x12, 0x00, 0x22, 0x04] + Self.half,
            [0x08, 0x01, 0x12, 0x00, 0x22, 0x08] + Self.half + Self.half,
            [0x08, 0x01, 0x12, 0x00],
            [0x12, 0x00, 0x08, 0x01, 0x22, 0x04] + Self.half,
        ]
        for tensor in tensors {
            let value = Self.tag + [0x42, UInt8(tensor.count)] + tensor
            value.withUnsafeBytes { #expect(ScalarValueView.recognize($0) == nil) }
        }
    }

    private static let time: [UInt8] = [0x09, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]
    private static let tag: [UInt8] = [0x0a, 4] + Array("loss".utf8)
    private static let half: [UInt8] = [0, 0, 0, 0x3f]
    private static let simpleValue: [UInt8] = [0x15] + half
    private static let metadata: [UInt8] = [0x4a, 0x0b, 0x0a, 9, 0x0a, 7] + Array("scalars".utf8)
}
