import EventDecoding
import SystemPackage
import TFRecord
import TensorBoardEvents
import TestSupport

@testable import TensorBoard

/// A directory that a writer writes to, and what it finds there.
final class WrittenRun {
    let directory: ScratchDirectory

    init() throws {
        directory = try ScratchDirectory()
    }

    var logdir: String { directory.path.string }

    /// The event files of a run, in the order of their names.
    func files(_ run: String = "") throws -> [FilePath] {
        let path = run.isEmpty ? directory.path : directory.path(run)
        guard let names = try? DirectoryListing.names(in: path) else { return [] }
        return names.filter { EventFileName.isEventFile($0.string) }.map { path.appending($0) }
    }

    /// The events of a run's files but for the first of each, which names the version.
    func events(_ run: String = "") throws -> [Event] {
        try files(run).flatMap { path in
            var reader = try EventFileReader(opening: path)
            var events: [Event] = []
            while let event = try reader.next() { events.append(event) }
            guard reader.damage.isEmpty, reader.malformedEvents.isEmpty,
                events.first?.what == .fileVersion("brain.Event:2")
            else { throw Fault.damaged(path) }
            return Array(events.dropFirst())
        }
    }

    /// All values of a run with their steps.
    func values(_ run: String = "") throws -> [(step: Int64, value: Summary.Value)] {
        try events(run).flatMap { event in
            guard case .summary(let summary) = event.what else {
                return [(step: Int64, value: Summary.Value)]()
            }
            return summary.values.map { (event.step, $0) }
        }
    }

    /// Scalars as `tag@step=value`, whichever events they stand in.
    func scalars(_ run: String = "") throws -> [String] {
        try values(run).compactMap { step, value in
            value.scalar.map { "\(value.tag)@\(step)=\($0)" }
        }
    }

    /// The steps of the summaries in a file without damage.
    static func steps(of path: FilePath) throws -> [Int64] {
        var reader = try EventFileReader(opening: path)
        var steps: [Int64] = []
        while let event = try reader.next() {
            if case .summary = event.what { steps.append(event.step) }
        }
        guard reader.damage.isEmpty else { throw Fault.damaged(path) }
        return steps
    }

    enum Fault: Error {
        case damaged(FilePath)
    }
}

extension Summary.Value {
    /// The number of a scalar.
    var scalar: Float? {
        guard case .tensor(let tensor) = content, tensor.dtype == .float,
            tensor.shape.dimensions.isEmpty, tensor.floatValues.count == 1
        else { return nil }
        return tensor.floatValues[0]
    }

    /// The elements of a `DT_DOUBLE` tensor.
    var doubles: [Double] {
        guard case .tensor(let tensor) = content, tensor.dtype == .double else { return [] }
        return tensor.content.withUnsafeBytes { bytes in
            (0..<bytes.count / 8).map {
                bytes.loadUnaligned(fromByteOffset: $0 * 8, as: Double.self)
            }
        }
    }
}

extension SummaryWriter.Options {
    /// Options under which nothing is printed.
    static var silent: SummaryWriter.Options {
        var options = SummaryWriter.Options()
        options.onError = nil
        options.onWarning = nil
        return options
    }
}
