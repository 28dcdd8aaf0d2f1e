import SystemPackage
import TFRecord
import TestSupport

@testable import EventInspector

/// What must hold of the explanation of a run, which the input holds as one file or two.
///
/// The second file begins with the second record that names the version of the format, as files
/// begin that are written one after the other.
struct ExplainCheck {
    private let input: [UInt8]

    init(_ input: [UInt8]) {
        self.input = input
    }

    func run(_ turn: Turn) {
        guard let path = ExplainedRun.write(files) else { return }
        let explanation: Explanation
        do throws(ScanError) {
            explanation = try RunExplainer(options: ScanOptions(jobs: 1)).explain(path)
        } catch {
            check(false, "no explanation: \(error)")
            return
        }
        let report = explanation.report
        let json = ExplanationJSON().text(of: explanation)
        MergeCheck.checkJSON(json)
        let text = ExplanationText(now: 2e9).text(of: explanation)
        MergeCheck.checkText(text)
        if !report.findings.isEmpty || !explanation.stories.isEmpty {
            check(!text.contains("all finite"), "findings told as 'all finite'")
        }
        if !report.findings.isEmpty {
            check(report.exitCode == 1, "exit status \(report.exitCode) with findings")
        }
        for story in explanation.stories {
            check(!story.evidence.isEmpty, "a claim without evidence")
            if let last = story.lastFiniteStep {
                check(last <= story.step || story.segment > 0, "finite after the break")
            }
        }
        if turn.checksReport { MergeCheck.checkReport(report) }
    }

    private var files: [ArraySlice<UInt8>] {
        let records = RecordSplit(input).records
        let version = Array("brain.Event:".utf8)
        let second = records.dropFirst().first { record in
            let head = input[record.payload].prefix(32)
            return head.indices.contains { head[$0...].starts(with: version) }
        }
        guard let second else { return [input[...]] }
        return [input[..<second.offset], input[second.offset...]]
    }
}

/// A directory in memory whose files take one input after the other.
private enum ExplainedRun {
    nonisolated(unsafe) private static let directory = try? ScratchDirectory()
    private static let descriptors = names.compactMap { name in
        directory.flatMap {
            try? FileDescriptor.open(
                $0.path(name),
                .readWrite,
                options: [.create],
                permissions: .ownerReadWrite
            )
        }
    }
    private static let names = ["tfevents.0", "tfevents.1"]

    /// Writes the files of a run.
    ///
    /// - Returns: The path to explain: a file, or the directory where there are two.
    static func write(_ files: [ArraySlice<UInt8>]) -> String? {
        guard let directory, descriptors.count == names.count else { return nil }
        for (file, descriptor) in zip(files, descriptors) {
            do {
                try descriptor.resize(to: 0)
                _ = try descriptor.writeAll(toAbsoluteOffset: 0, file)
            } catch {
                return nil
            }
        }
        return files.count == 1 ? directory.path(names[0]).string : directory.path.string
    }
}
