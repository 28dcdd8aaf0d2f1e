import Testing

@testable import EventInspector

/// A file that could not be opened is not among those that were read.
struct UnreadFileTests {
    private func report() -> ScanReport {
        var report = ScanReport()
        for (run, error) in [
            ("a", nil), ("b", "cannot open runs/b: Permission denied"),
        ] as [(String, String?)] {
            var file = ScanReport.File(logdir: "runs", path: run + "/events.tfevents", run: run)
            if let error {
                file.path = "b/."
                file.error = error
                file.issues = [FileIssue(kind: .unreadable, offset: 0, byteCount: 0)]
                file.issueCount = 1
            } else {
                file.bytes = 100
                file.records = 1
            }
            report.files.append(file)
            report.runs.append(ScanReport.Run(logdir: "runs", name: run, values: 0))
        }
        report.totals.files = 2
        report.totals.issues = 1
        return report
    }

    @Test func itIsCalledNotRead() {
        let text = TextFormat(now: 0).text(of: report())
        #expect(text.contains("runs/b  not read\n"), "\(text)")
        #expect(text.contains("\nread 1 of 2 files, "), "\(text)")
    }

    @Test func aDirectoryIsNamedOnce() {
        var report = report()
        report.files = [report.files[1]]
        report.files[0].logdir = "runs"
        report.files[0].path = "."
        report.files[0].run = "."
        report.files[0].error = "cannot open runs: Permission denied"
        let text = TextFormat(now: 0).text(of: report)
        #expect(text.contains("\ncannot open runs: Permission denied\n"), "\(text)")
    }
}
