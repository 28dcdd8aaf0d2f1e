import ArgumentParser
import EventInspector
import Platform
import SystemPackage

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
        let status = FollowStatus(isShown: !output.quiet && !output.noProgress)
        status.begin()
        var follower = LogdirFollower(paths, options: options)
        var hasRunCommand = false
        while !Interrupt.isCaught {
            let findings: [ScanReport.Finding]
            do {
                findings = try follower.look(isStopped: { Interrupt.isCaught })
            } catch {
                status.clear()
                throw System.exit(reporting: error)
            }
            status.clear()
            if !findings.isEmpty { try announce(findings, of: &follower) }
            status.show(follower.progress)
            let mayAct = follow.untilNonfinite || (follow.exec != nil && !hasRunCommand)
            if mayAct, let failure = follower.failure() {
                if let command = follow.exec, !hasRunCommand {
                    hasRunCommand = true
                    execute(command, for: failure)
                }
                if follow.untilNonfinite { break }
            }
            System.sleep(seconds: follow.interval ?? 1)
        }
        status.clear()
        let report = follower.report()
        try output.write(output.reportFormat.text(of: report), exitCode: report.exitCode)
        Complaints.print(report)
        throw ExitCode(report.exitCode)
    }

    private func announce(
        _ findings: [ScanReport.Finding],
        of follower: inout LogdirFollower
    ) throws {
        guard !output.quiet else { return }
        switch output.format {
        case .text:
            let format = TextFormat(
                now: Clock.wallTime,
                isColored: output.isColored,
                showsAll: output.all,
                wording: .tool
            )
            let text = format.lines(of: findings, isLast: follower.isLastLine)
            try StandardOutput.print(text, exitCode: follower.report().exitCode)
        case .jsonl:
            let text = findings.map(JSONLinesFormat.line).joined()
            try StandardOutput.print(text, exitCode: follower.report().exitCode)
        case .json:
            // Standard output is reserved for the one JSON object at the end.
            let format = TextFormat(now: Clock.wallTime, showsAll: output.all, wording: .tool)
            StandardError.write(format.lines(of: findings, isLast: follower.isLastLine))
        }
    }

    /// The run's name; of one that is the logdir itself, the logdir's, since `.` names nothing in an
    /// alert.
    private static func name(of finding: ScanReport.Finding) -> String {
        guard finding.run == "." else { return finding.run }
        let path = System.absolutePath(finding.logdir)
        return path.lastComponent?.string ?? path.string
    }

    private func execute(_ command: String, for finding: ScanReport.Finding) {
        let outcome = System.runShell(
            command,
            environment: [
                "TFEVENTS_LOGDIR": EnvironmentValue.text(finding.logdir),
                "TFEVENTS_RUN": EnvironmentValue.text(Self.name(of: finding)),
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
