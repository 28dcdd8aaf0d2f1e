import EventDecoding
import Foundation
import SystemPackage
import TFRecord
import TensorBoardEvents
import Timelines

/// Feeds the event files of a directory to a builder, one file after the other.
struct RunReader {
    private(set) var builder = TimelineBuilder()
    private(set) var tags: [String] = []
    private(set) var files: [String] = []
    private var numbers: [String: Int] = [:]

    static func timeline(of directory: FilePath) throws -> (timeline: Timeline, tags: [String]) {
        var reader = RunReader()
        for file in try eventFiles(in: directory) { try reader.read(file) }
        return (reader.builder.timeline(), reader.tags)
    }

    /// The event files of a directory, without those of directories in it.
    static func eventFiles(in directory: FilePath) throws -> [FilePath] {
        try FileManager.default.contentsOfDirectory(atPath: directory.string)
            .filter(EventFileName.isEventFile)
            .sorted()
            .map { directory.appending($0) }
    }

    mutating func read(_ path: FilePath) throws {
        let file = files.count
        let name = path.lastComponent?.string ?? ""
        files.append(name)
        builder.addFile(file, named: FileFacts(eventFileName: name))
        var events = try EventFileReader(opening: path)
        while let event = try events.next() {
            switch event.what {
            case .summary(let summary):
                for value in summary.values {
                    guard let kind = ValueKind(value.content) else { continue }
                    let point = LoggedPoint(
                        file: file,
                        place: events.recordOffset,
                        time: event.wallTime,
                        step: event.step,
                        value: kind,
                        fingerprint: UInt64(bitPattern: Int64(value.content.hashValue))
                    )
                    builder.append(point, of: number(of: value.tag))
                }
            case .sessionLog(let log) where log.status == .start:
                builder.append(
                    SessionStart(file: file, place: events.recordOffset, step: event.step)
                )
            default: break
            }
        }
        for damage in events.damage where damage.kind != .truncatedTail {
            let places = damage.offset..<damage.offset + damage.byteCount
            builder.append(UnreadStretch(file: file, places: places, reason: .damage))
        }
    }

    private mutating func number(of tag: String) -> Int {
        if let number = numbers[tag] { return number }
        let number = tags.count
        tags.append(tag)
        numbers[tag] = number
        builder.setRole(RoleHint(guessedFrom: tag), of: number)
        return number
    }
}

extension RoleHint {
    /// A guess that is good enough for the tests' tags.
    init(guessedFrom tag: String) {
        let words = tag.lowercased().split { "/_-. ".contains($0) }.map(String.init)
        func has(_ names: String...) -> Bool { words.contains { names.contains($0) } }
        if has("grad", "gradient", "gradients") {
            self = .gradient
        } else if has("loss") {
            self = .loss
        } else if has("lr") || words.suffix(2) == ["learning", "rate"] {
            self = .learningRate
        } else if has("acc", "accuracy", "iou", "reward", "epoch", "variance", "metric") {
            self = .measure
        } else if has("ratio") {
            self = .derived
        } else if has("attn", "activations", "layer") {
            self = .forward
        } else if has("weight", "weights", "bias", "kernel") {
            self = .parameter
        } else {
            self = .unknown
        }
    }
}

extension FileFacts {
    init(eventFileName name: String) {
        self.init()
        guard let range = name.range(of: "tfevents.") else { return }
        let parts = name[range.upperBound...].split(separator: ".").map(String.init)
        guard let first = parts.first, let seconds = Int(first) else { return }
        self.seconds = seconds
        host = parts.dropFirst().first
        process = parts.dropFirst(2).first.flatMap { Int($0) }
        counter = parts.dropFirst(3).first.flatMap { Int($0) }
    }
}

extension ValueKind {
    /// Nil for what holds no numbers.
    fileprivate init?(_ content: Summary.Value.Content) {
        switch content {
        case .simpleValue(let value): self.init([Double(value)])
        case .tensor(let tensor):
            switch tensor.dtype {
            case .float where tensor.floatValues.isEmpty:
                let bytes = tensor.content
                self.init(
                    stride(from: 0, to: bytes.count - bytes.count % 4, by: 4).map { start in
                        let bits = (0..<4).reduce(UInt32(0)) {
                            $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1)
                        }
                        return Double(Float(bitPattern: bits))
                    }
                )
            case .float: self.init(tensor.floatValues.map(Double.init))
            case .double: self.init(tensor.doubleValues)
            default: return nil
            }
        case .histogram(let histogram): self.init([histogram.min, histogram.max, histogram.sum])
        default: return nil
        }
    }

    private init(_ numbers: [Double]) {
        let high = numbers.contains(.infinity)
        let low = numbers.contains(-.infinity)
        if numbers.contains(where: \.isNaN) {
            self = .nan
        } else {
            self =
                high && low
                ? .infinities
                : high ? .positiveInfinity : low ? .negativeInfinity : .finite
        }
    }
}
