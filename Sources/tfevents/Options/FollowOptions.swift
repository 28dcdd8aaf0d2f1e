import ArgumentParser
internal import Logdirs

/// The options of `--follow`.
struct FollowOptions: ParsableArguments {
    @Flag(
        name: .shortAndLong,
        help: """
            Keep watching: print a line for each new break, and the summary on Ctrl-C. What does \
            not exist yet is waited for.
            """
    )
    var follow = false

    @Flag(help: "With --follow: exit with status 1 at the first failure.")
    var untilNonfinite = false

    @Option(
        help: ArgumentHelp(
            """
            With --follow: run a shell command once, at the first failure: a break that no restart \
            followed, and with --fail-on broken one that training has not recovered from. Its \
            environment has TFEVENTS_LOGDIR, TFEVENTS_RUN, TFEVENTS_TAG, TFEVENTS_KIND and \
            TFEVENTS_STEP; a run or tag longer than 4096 bytes is cut.
            """,
            valueName: "command"
        ),
        completion: .file()
    )
    var exec: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "With --follow: seconds between two reads (default: 1).",
            valueName: "seconds"
        ),
        transform: FollowOptions.seconds
    )
    var interval: Double?

    private static func seconds(_ text: String) throws -> Double {
        guard let number = Double(text), number > 0, number <= 3_600 else {
            throw ValidationError(
                "give seconds, more than 0 and at most 3600"
            )
        }
        return number
    }

    func validate(paths: [String], isQuiet: Bool) throws {
        if !follow, untilNonfinite || exec != nil || interval != nil {
            throw ValidationError("--until-nonfinite, --exec and --interval require --follow")
        }
        if let exec, exec.allSatisfy(\.isWhitespace) {
            throw ValidationError("--exec: the command is empty")
        }
        if follow, paths.contains("") {
            throw ValidationError("an empty path names nothing; give . for the current directory")
        }
        if follow, paths.contains("-") {
            throw ValidationError("--follow cannot watch standard input; give a path")
        }
        for path in paths where follow && RemotePath(path) != nil {
            throw ValidationError("--follow \(path): only files of this machine can be watched")
        }
    }
}
