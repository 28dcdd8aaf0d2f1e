import EventDecoding
import SystemPackage
import TFRecord
import TensorBoard
import TensorBoardEvents
import TestSupport

/// A directory to which a writer logs, and the values in it.
final class LoggedRun {
    let directory: ScratchDirectory

    init() throws {
        directory = try ScratchDirectory()
    }

    func writer() throws -> SummaryWriter {
        try SummaryWriter(
            logdir: directory.path.string,
            options: .init(flushInterval: .seconds(600), onError: nil, onWarning: nil)
        )
    }

    /// The values of the run's one file, with their steps.
    func values() throws -> [(step: Int64, value: Summary.Value)] {
        let names = try DirectoryListing.names(in: directory.path)
        var values: [(step: Int64, value: Summary.Value)] = []
        for name in names where EventFileName.isEventFile(name.string) {
            var reader = try EventFileReader(opening: directory.path.appending(name))
            while let event = try reader.next() {
                guard case .summary(let summary) = event.what else { continue }
                values += summary.values.map { (event.step, $0) }
            }
        }
        return values
    }

    /// Scalars as `tag@step=value`.
    func scalars() throws -> [String] {
        try values().compactMap { step, value in
            guard case .tensor(let tensor) = value.content, tensor.floatValues.count == 1 else {
                return nil
            }
            return "\(value.tag)@\(step)=\(tensor.floatValues[0])"
        }
    }

    /// Texts with their tags and steps.
    func texts() throws -> [(tag: String, step: Int64, text: String)] {
        try values().compactMap { step, value in
            guard case .tensor(let tensor) = value.content, tensor.stringValues.count == 1 else {
                return nil
            }
            return (value.tag, step, String(decoding: tensor.stringValues[0], as: UTF8.self))
        }
    }

    /// The descriptions of tags that have one.
    func descriptions() throws -> [String: String] {
        var descriptions: [String: String] = [:]
        for (_, value) in try values() {
            guard let text = value.metadata?.description, !text.isEmpty else { continue }
            descriptions[value.tag] = text
        }
        return descriptions
    }
}
