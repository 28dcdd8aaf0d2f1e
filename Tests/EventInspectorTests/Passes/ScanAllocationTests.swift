import Foundation
import SystemPackage
import TensorBoardEvents
import TestSupport
import Testing

/// A scan allocates for a file and for a tag, and nothing for a record.
@Suite struct ScanAllocationTests {
    private static let isCounted: Bool = {
        #if canImport(Glibc)
        ProcessInfo.processInfo.environment["TFEVENTS_SANITIZER"] == nil
        #else
        false
        #endif
    }()

    /// What a record holds, as common writers lay it out.
    enum Content: String, CaseIterable, Sendable {
        case simpleValue
        case scalarTensor
        case tensor
        case largeTensor
        case histogram
        case image

        func event(_ step: Int) -> [UInt8] {
            let value = EventBytes.value("tag") { value in
                switch self {
                case .simpleValue:
                    value.float(FieldNumber.Value.simpleValue, 1)
                case .scalarTensor:
                    value.message(FieldNumber.Value.tensor) { tensor in
                        tensor.varint(FieldNumber.Tensor.dtype, 1)
                        tensor.delimited(FieldNumber.Tensor.shape, [])
                        tensor.packed(FieldNumber.Tensor.content, fixed: [Float(1).bitPattern])
                    }
                case .tensor: Self.tensor(of: 300, &value)
                case .largeTensor: Self.tensor(of: 40_000, &value)
                case .histogram:
                    value.message(FieldNumber.Value.histogram) { histogram in
                        let numbers = (0..<50).map { Double($0).bitPattern }
                        histogram.packed(FieldNumber.Histogram.bucketLimit, fixed: numbers)
                        histogram.packed(FieldNumber.Histogram.bucket, fixed: numbers)
                    }
                case .image:
                    value.message(FieldNumber.Value.image) {
                        $0.delimited(
                            FieldNumber.Image.encodedImage,
                            [UInt8](repeating: 7, count: 500)
                        )
                    }
                }
            }
            return EventBytes.event(
                step: Int64(step),
                wallTime: EventBytes.epoch + Double(step),
                values: [value]
            )
        }

        private static func tensor(of count: Int, _ value: inout WireWriter) {
            value.message(FieldNumber.Value.tensor) { tensor in
                tensor.varint(FieldNumber.Tensor.dtype, 1)
                tensor.message(FieldNumber.Tensor.shape) { shape in
                    shape.message(FieldNumber.Shape.dimension) { $0.varint(1, UInt64(count)) }
                }
                let numbers = [UInt32](repeating: Float(1).bitPattern, count: count)
                tensor.packed(FieldNumber.Tensor.content, fixed: numbers)
            }
        }
    }

    @Test(
        .enabled(if: isCounted, "allocations are counted on glibc, without a sanitizer"),
        arguments: Content.allCases
    )
    func recordsAllocateNothing(content: Content) throws {
        let directory = try ScratchDirectory()
        for (name, count) in [("one", 40), ("two", 80)] {
            let events = (0..<count).map { content.event($0) }
            try directory.write(RecordBytes.file(events), to: "\(name).tfevents")
        }
        let counts = try allocations(
            ["one", "two"].map { directory.path("\($0).tfevents").string }
        )
        try #require(counts.count == 2)
        #expect(counts[0] > 10)
        #expect(counts[1] - counts[0] <= 40 * Self.allowance(of: content))
    }

    /// What unoptimised code allocates for a record, in closures; optimised it is nothing, which
    /// `.ci/run` makes sure of.
    private static func allowance(of content: Content) -> Int {
        #if DEBUG
        switch content {
        case .tensor: 4
        case .largeTensor: 16
        case .simpleValue, .scalarTensor, .histogram, .image: 0
        }
        #else
        0
        #endif
    }

    private func allocations(_ paths: [String]) throws -> [Int] {
        let process = Process()
        process.executableURL = BuiltProduct.url("scan-process")
        process.currentDirectoryURL = URL(fileURLWithPath: Fixtures.packageDirectory)
        process.arguments = paths
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            return words.first == "counted" ? Int(words[1]) : nil
        }
    }
}
