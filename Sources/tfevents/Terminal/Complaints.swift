import EventInspector
internal import Logdirs
import Platform
import RunSeries
internal import TextOutput

/// What is wrong with the command's own words, on standard error.
enum Complaints {
    /// Prints a line for each path that could not be read at all, and for each part of the
    /// selection that matched nothing.
    static func print(_ report: ScanReport) {
        let errors = report.inputs.compactMap { input in
            input.error.map { (text: $0, path: input.logdir) }
        }
        let foreign = report.files.compactMap(\.foreignInput?.sentence).map { (text: $0, path: "") }
        print(errors + foreign)
        for gap in report.unmatched { StandardError.print("tfevents: \(sentence(on: gap))") }
        // Another part of the runs may have what this one has not.
        guard report.shard == nil else { return }
        for gap in report.unused {
            let pattern = ShellText.quoted(EscapedText.terminal(gap.pattern))
            let noun = gap.part == .excludedFile ? "event file or dataset" : "tag"
            StandardError.print(
                "tfevents: note: --\(gap.part.rawValue) \(pattern): there is no such \(noun)"
            )
        }
    }

    /// Prints the same of a reading.
    static func print(_ remarks: ReadingRemarks) {
        print(remarks.failedPaths.map { (text: $0.reason, path: $0.path) })
        for gap in remarks.unmatched { StandardError.print("tfevents: \(sentence(on: gap))") }
    }

    /// Prints what could not be read as well, where no report says it.
    static func printAll(_ remarks: ReadingRemarks) {
        let lines =
            remarks.damage.map { damage in
                RunPath.text(logdir: damage.logdir, run: damage.file) + ": "
                    + EscapedText.terminal(damage.reason)
            } + remarks.notes.map { EscapedText.terminal($0) }
        for line in lines.prefix(lineLimit) {
            StandardError.print("tfevents: \(line)")
        }
        if lines.count > lineLimit {
            StandardError.print(
                "tfevents: … and \(lines.count - lineLimit) more; ls or scan has them all"
            )
        }
        print(remarks)
    }

    private static let lineLimit = 10

    /// The exit status of a command that reads and finds nothing.
    static func status(of remarks: ReadingRemarks) -> Int32 {
        if remarks.failedPaths.contains(where: { !$0.isForeign }) || !remarks.unmatched.isEmpty {
            return System.noInput
        }
        if !remarks.failedPaths.isEmpty { return System.badData }
        return remarks.damage.isEmpty ? 0 : 2
    }

    private static func print(_ lines: [(text: String, path: String)]) {
        for line in lines.prefix(ScanError.pathLimit) { print(line.text, path: line.path) }
        if lines.count > ScanError.pathLimit {
            StandardError.print("tfevents: … and \(lines.count - ScanError.pathLimit) more")
        }
    }

    /// Prints why a path could not be read, and how else it can be.
    static func print(_ error: String, path: String?) {
        let advice = path.flatMap { PathAdvice.text(for: $0) }
        StandardError.print("tfevents: \(error)" + (advice ?? ""))
    }

    /// What matched nothing, and what may have been meant.
    static func sentence(on gap: SelectionGap) -> String {
        let pattern = ShellText.quoted(EscapedText.terminal(gap.pattern))
        let accept = "; --allow-empty accepts this"
        switch gap.part {
        case .tag, .run:
            let noun = gap.part == .tag ? "tag" : "run"
            guard gap.count > 0 else {
                return "--\(noun) \(pattern): there is no \(noun) at all\(accept)"
            }
            var text = "--\(noun) \(pattern): "
            text +=
                gap.count == 1
                ? "the only \(noun) does not match"
                : "none of \(NumberText.count(gap.count, noun)) matches"
            if gap.pattern.contains("{") {
                text += "; braces are not expanded, so give --\(noun) for each"
            }
            let names = gap.names.map { EscapedText.excerpt($0) }.joined(separator: ", ")
            let rest = gap.count > gap.names.count ? ", …" : ""
            text +=
                gap.nearest.map { "; did you mean '\(EscapedText.excerpt($0))'?" }
                ?? "; there is \(names)\(rest)"
            return text + (text.hasSuffix("?") ? " (--allow-empty accepts this)" : accept)
        case .step:
            return "--step '\(gap.pattern)': no selected tag has a number at these steps\(accept)"
        case .excludedTag, .excludedFile, .allowance:
            return "--\(gap.part.rawValue) \(pattern): there is nothing of this name"
        case .excluded:
            return "--exclude-tag \(pattern): nothing is left of "
                + "\(NumberText.count(gap.count, "tag"))\(accept)"
        }
    }
}
