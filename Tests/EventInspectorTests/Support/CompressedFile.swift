import TestSupport
import Testing

/// A small file of one NaN, as any of our writers and TensorFlow's may compress it.
struct CompressedFile: CustomTestStringConvertible, Sendable {
    /// What the records are.
    enum Content: CaseIterable, Sendable {
        case events
        case examples
    }

    /// How the deflated data are divided.
    enum Blocks: CaseIterable, Sendable {
        case fixed
        case dynamic
        case stored
    }

    var content: Content
    /// Nil for a plain file.
    var container: Deflater.Container?
    var blocks = Blocks.fixed
    var memberCount = 1

    /// Every kind: plain, zlib, gzip of one and of two members, and all blocks.
    static let all = Content.allCases.flatMap { content in
        [CompressedFile(content: content, container: nil)]
            + Blocks.allCases.flatMap { blocks in
                [
                    CompressedFile(content: content, container: .zlib, blocks: blocks),
                    CompressedFile(content: content, container: .gzip, blocks: blocks),
                    CompressedFile(
                        content: content,
                        container: .gzip,
                        blocks: blocks,
                        memberCount: 2
                    ),
                ]
            }
    }

    var testDescription: String {
        guard let container else { return "plain \(content)" }
        return "\(memberCount == 2 ? "two " : "")\(container) \(blocks) \(content)"
    }

    /// The name says nothing of datasets: the records do.
    var name: String { content == .events ? Scan.fileName : "part.tfrecord" }

    var payloads: [[UInt8]] {
        let numbers: [Float] = [0.5, .nan, 1]
        switch content {
        case .events:
            return [EventBytes.version()]
                + numbers.enumerated().map { EventBytes.scalar(tag, $1, step: Int64($0)) }
        case .examples:
            return numbers.map { ExampleBytes.example(ExampleBytes.floats(tag, [$0, 0.25])) }
        }
    }

    /// Dynamic blocks pay only where some bytes are much more frequent than others.
    private var tag: String {
        guard blocks == .dynamic else { return "loss" }
        var generator = SeededGenerator(seed: 1)
        return String((0..<400).map { _ in "abcd".randomElement(using: &generator) ?? "a" })
    }

    /// The members, one after the other; their boundary lies within a record.
    var members: [[UInt8]] {
        let plain = RecordBytes.file(payloads)
        guard let container else { return [plain] }
        let level: Int32 = blocks == .stored ? 0 : 9
        let size = memberCount == 1 ? plain.count : plain.count / memberCount + 5
        return stride(from: 0, to: plain.count, by: size).map {
            let member = Array(plain[$0..<min($0 + size, plain.count)])
            return Deflater.compress(member, as: container, level: level)
        }
    }

    var bytes: [UInt8] { Array(members.joined()) }

    /// The type of the first block of each member, by the two bits after its first.
    var blockTypes: [Blocks] {
        members.map { member in
            switch member[container == .gzip ? 10 : 2] >> 1 & 3 {
            case 0: .stored
            case 1: .fixed
            default: .dynamic
            }
        }
    }
}
