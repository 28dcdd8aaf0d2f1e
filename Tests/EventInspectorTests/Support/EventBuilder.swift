import EventInspector
import TensorBoardEvents
import TestSupport

/// The events of a run, read from a line such as `0 1 2n START 1 2 | 3`.
///
/// A number is the step of a value of `loss`, with `n` behind it a NaN and with `i` an infinity;
/// `lr=3n` names another tag, `min` and `max` the outermost steps. Each event is logged a second
/// after the one before it unless `@` and a time follow. `|` begins the next file.
struct RunBuilder {
    /// The serialized events of each file.
    private(set) var files: [[[UInt8]]] = [[]]
    private var clock = 0.0

    init(_ line: String) {
        for word in line.split(separator: " ") {
            switch word {
            case "|": files.append([])
            case "START": files[files.count - 1].append(EventBytes.sessionStart(step: 0))
            default: add(word)
            }
        }
    }

    /// The events of all files, one after the other.
    var events: [[UInt8]] { files.flatMap(\.self) }

    /// Each file's bytes by its name, in the order of the files.
    var fileBytes: [String: [UInt8]] {
        Dictionary(
            uniqueKeysWithValues: files.enumerated().map { index, events in
                (Self.fileName(index), RecordBytes.file(events))
            }
        )
    }

    static func fileName(_ index: Int) -> String {
        "events.out.tfevents.\(1_700_000_000 + index).host"
    }

    private mutating func add(_ word: Substring) {
        let parts = word.split(separator: "@")
        clock = parts.count > 1 ? Double(parts[1]) ?? .nan : clock + 1
        let names = parts[0].split(separator: "=")
        var step = names[names.count - 1]
        var number: Float = 1
        if step.hasSuffix("n"), step != "min" {
            number = .nan
            step.removeLast()
        } else if step.hasSuffix("i") {
            number = .infinity
            step.removeLast()
        }
        files[files.count - 1].append(
            EventBytes.scalar(
                names.count > 1 ? String(names[0]) : "loss",
                number,
                step: step == "min" ? .min : step == "max" ? .max : Int64(step) ?? -1,
                wallTime: EventBytes.epoch + clock
            )
        )
    }
}

extension ScanReport.Finding {
    /// Where the finding stands in its run: `loss nan 2x from 2 to 3 after 1 terminal`.
    ///
    /// `in segment` follows where the steps had gone back before the first.
    var course: String {
        var words = ["\(tag) \(kind.rawValue) \(occurrences)x from \(first.step) to \(last.step)"]
        if let lastFinite { words.append("after \(lastFinite.step)") }
        if first.segment > 0 { words.append("in segment \(first.segment)") }
        if isTerminal { words.append("terminal") }
        if isSuperseded { words.append("superseded") }
        return words.joined(separator: " ")
    }
}
