import EventDecoding
import TensorBoardEvents
import TestSupport
import Testing

/// The walk that reads a dump's metadata, and libprotobuf-c, on the same bytes.
///
/// Where libprotobuf-c accepts a message, the walk reads the same. The walk alone may accept a
/// message: it skips unknown groups, which libprotobuf-c refuses.
@Suite struct DumpMetadataAgreementTests {
    @Test func theyAgreeOnTheWritersEncoding() throws {
        for data in Self.samples {
            let content = data.encoded()
            #expect(try DumpMetadata(decoding: content) == data)
            #expect(content.withUnsafeBytes { DumpMetadata(unpacking: $0) } == data)
        }
    }

    @Test(arguments: 0..<4)
    func theyAgreeOnMutatedMessages(block: Int) {
        let contents = Self.samples.map { $0.encoded() }
        var (acceptedCount, refusedCount) = (0, 0)
        for number in 0..<5_000 {
            var generator = SeededGenerator(seed: UInt64(block * 5_000 + number))
            let content = contents[number % contents.count]
                .mutated(by: &generator, with: contents[block])
            let unpacked = content.withUnsafeBytes { DumpMetadata(unpacking: $0) }
            let walked = try? DumpMetadata(decoding: content)
            if let unpacked {
                acceptedCount += 1
                #expect(walked == unpacked, "\(content)")
            } else if walked == nil {
                refusedCount += 1
            }
        }
        #expect(acceptedCount > 500 && refusedCount > 500)
    }

    @Test(
        arguments: [
            .varint(2, 1), .text(3, "a"), .double(1, 1), .float(4, 1), .text(8, ""),
        ] as [[UInt8]]
    )
    func aKnownFieldOfTheWrongTypeIsRefused(content: [UInt8]) {
        #expect(throws: EventError.self) { try DumpMetadata(decoding: content) }
        #expect(content.withUnsafeBytes { DumpMetadata(unpacking: $0) } == nil)
    }

    @Test func unknownFieldsAreSkipped() throws {
        let content: [UInt8] = .fields(.varint(9, 1), .text(2, "fc1"), .text(99, "x"))
        let data = try DumpMetadata(decoding: content)
        #expect(data.name == "fc1")
        #expect(content.withUnsafeBytes { DumpMetadata(unpacking: $0) } == data)
    }

    @Test func theLastOfRepeatedFieldsCounts() throws {
        let content: [UInt8] = .fields(.text(2, "a"), .varint(6, 3), .text(2, "b"), .varint(6, 0))
        let data = try DumpMetadata(decoding: content)
        #expect(data.name == "b" && data.layerOrder == nil)
        #expect(content.withUnsafeBytes { DumpMetadata(unpacking: $0) } == data)
    }

    private static let samples: [DumpMetadata] = DumpRole.allCases.flatMap { role in
        DumpForm.allCases.map { form in
            DumpMetadata(
                name: "fc1/output",
                role: role,
                pass: role.pass(isFirstLayer: false),
                layer: "fc1\u{202e}\0",
                layerOrder: 300,
                operation: "log",
                form: form
            )
        }
    }
}
