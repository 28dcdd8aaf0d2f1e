import Logdirs
import SystemPackage
import TFRecord
import TestSupport

@testable import EventInspector

/// What must hold of the scan of a whole file: its report, its parts, and its growth.
struct FileCheck {
    private let file: [UInt8]

    init(_ file: [UInt8]) {
        self.file = file
    }

    func run(_ turn: Turn) {
        run(turn, as: .events)
        // Whatever is in it: of files that look like event files both must hold.
        run(turn, as: .records)
    }

    private func run(_ turn: Turn, as content: LogdirFile.Content) {
        let scan = Verdict.scan(stream: file, as: content, buffer: Workspace.wholeBuffer)
        checkIssues(scan)
        if turn.checksReport { checkReport(scan) }
        guard !scan.isCompressed, scan.issues.isEmpty else { return }
        checkGrowth(Verdict(scan), as: content)
    }

    private func checkIssues(_ scan: FileScan) {
        var end = 0
        for issue in scan.issues {
            check(issue.offset >= 0 && issue.byteCount >= 0, "an issue nowhere: \(issue)")
            // Of a record in a stream whose header is damaged, only the header says how long it is.
            guard !scan.isCompressed, issue.kind != .lengthChecksum else { continue }
            check(issue.offset + issue.byteCount <= file.count, "an issue beyond the end: \(issue)")
            end = max(end, issue.offset)
        }
        check(scan.byteCount >= end, "issues beyond what was read")
    }

    /// No format lets a control character through, whatever tags hold.
    private func checkReport(_ scan: FileScan) {
        let path: FilePath = "events.out.tfevents"
        let eventFile = LogdirFile(
            logdir: "runs",
            path: path,
            relativePath: "events.out.tfevents",
            run: ".",
            content: .events
        )
        let join = RunJoin(RunPlan.Run(logdir: "runs", name: ".", files: [eventFile]))
        _ = join.add(FileOutcome(file: eventFile, scan: scan, failure: nil), at: 0)
        let report = ScanReport([join.finish()], inputs: [])
        let formats: [any ReportFormat] = [
            TextFormat(now: 2e9, isColored: false, showsAll: true), JSONFormat(),
            JSONLinesFormat(),
        ]
        for format in formats {
            for scalar in format.text(of: report).unicodeScalars
            where scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value) {
                check(scalar == "\n", "U+\(String(scalar.value, radix: 16)) in \(type(of: format))")
            }
        }
    }

    /// A file that is read while it grows gives what one pass over all of it gives.
    private func checkGrowth(_ expected: Verdict, as content: LogdirFile.Content) {
        // Any place will do, and the same input must give the same one.
        let cut =
            file.isEmpty ? 0 : Int(file.reduce(UInt32(0)) { $0 &* 31 &+ UInt32($1) }) % file.count
        let scan = Verdict.newScan(of: content)
        do throws(RecordError) {
            for bytes in [Array(file[..<cut]), file] {
                let offset = scan.resumeOffset
                var reader = try RecordReader(
                    ScriptedSource(Array(bytes[offset...])),
                    path: "growing",
                    buffer: Workspace.wholeBuffer,
                    at: offset
                )
                reader.isLive = true
                scan.run(&reader)
            }
        } catch {
            check(false, "growing: \(error)")
        }
        check(
            Verdict(scan) == expected,
            "cut at \(cut), then grown: \(Verdict(scan)) not \(expected)"
        )
    }
}
