import ArgumentParser
import EventInspector
import Platform

/// `tfevents scan --follow`: reads again and again until it is told to stop.
struct Following {
    let options: ScanOptions
    let output: OutputOptions
    let follow: FollowOptions

    /// Follows the paths until a signal or a finding ends it.
    ///
    /// - Throws: The exit status, in every case.
    func run(_ paths: [String]) throws -> Never {
        Interrupt.catchSignals()
        if !output.quiet, System.isTerminal(System.standardError) {
            StandardError.print("tfevents: watching; Ctrl-C stops and prints the summary")
        }
        var follower = LogdirFollower(paths, options: options)
        var hasRunCommand = false
        while !Interrupt.isCaught {
            let findings: [ScanReport.Finding]
            do {
                findings = try follower.look(isStopped: { Interrupt.isCaught })
            } catch {
                throw System.exit(reporting: error)
            }
            for finding in findings { try announce(finding, of: &follower) }
            let mayAct = follow.untilNonfinite || (follow.exec != nil && !hasRunCommand)
            if mayAct, let failure = follower.failure() {
                if let command = follow.exec, !hasRunCommand {
                    hasRunCommand = true
                    execute(command, for: failure)
                }
                if follow.untilNonfinite { break }
            }
            System.sleep(seconds: follow.interval)
        }
        let report = follower.report()
        if !output.quiet {
            let text = output.reportFormat.text(of: report)
            try StandardOutput.print(text, exitCode: report.exitCode)
        }
        throw ExitCode(report.exitCode)
    }

    private func announce(_ finding: ScanReport.Finding, of follower: inout LogdirFollower) throws {
        guard !output.quiet else { return }
        let isLast = follower.isLastLine(finding)
        let line: String
        switch output.format {
        case .text:
            line = TextFormat(now: Clock.wallTime, isColored: output.color.isColored).line(
                of: finding,
                isLast: isLast
            )
        case .jsonl: line = JSONLinesFormat.line(of: finding)
        case .json:
            // Standard output is reserved for the one JSON object at the end.
            StandardError.write(TextFormat(now: Clock.wallTime).line(of: finding, isLast: isLast))
            return
        }
        try StandardOutput.print(line, exitCode: follower.report().exitCode)
    }

    private func execute(_ command: String, for finding: ScanReport.Finding) {
        let outcome = System.runShell(
            command,
            environment: [
                "TFEVENTS_RUN": EnvironmentValue.text(finding.run),
                "TFEVENTS_TAG": EnvironmentValue.text(finding.tag),
                "TFEVENTS_KIND": finding.kind.rawValue,
                "TFEVENTS_STEP": String(finding.first.step),
            ]
        )
        switch outcome {
        case .ended(126), .ended(127):
            // The shell's statuses for a command, or one within it, that it cannot start.
            StandardError.print("tfevents: could not start '\(command)', or a command in it")
        case .ended(let status):
            StandardError.print("tfevents: ran '\(command)', exit status \(status)")
        case .lost(let error):
            StandardError.print("tfevents: ran '\(command)', exit status unknown: \(error)")
        case .notStarted(let error):
            StandardError.print(
                "tfevents: could not start '\(command)': \(System.explanation(of: error))"
            )
        }
    }
}
