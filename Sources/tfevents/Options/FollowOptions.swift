import ArgumentParser

/// The options of `--follow`.
struct FollowOptions: ParsableArguments {
    @Flag(help: "Keep watching: print a line for each new break, and the summary on Ctrl-C.")
    var follow = false

    @Flag(help: "With --follow: exit with status 1 at the first failure.")
    var untilNonfinite = false

    @Option(
        help: ArgumentHelp(
            """
            With --follow: run a shell command once, at the first failure: a break that no restart \
            followed, and with --fail-on broken one that training has not recovered from. Its \
            environment has TFEVENTS_RUN, TFEVENTS_TAG, TFEVENTS_KIND and TFEVENTS_STEP; a run or \
            tag longer than 4096 bytes is cut.
            """,
            valueName: "command"
        ),
        completion: .file()
    )
    var exec: String?

    @Option(help: ArgumentHelp("With --follow: seconds between two reads.", valueName: "seconds"))
    var interval: Double = 1

    func validate(paths: [String], isQuiet: Bool) throws {
        if !follow, untilNonfinite || exec != nil {
            throw ValidationError("--until-nonfinite and --exec require --follow")
        }
        if follow, paths.contains("-") {
            throw ValidationError("--follow cannot watch standard input; give a path")
        }
        if !(interval > 0 && interval <= 3_600) {
            throw ValidationError("--interval must be greater than 0 and at most 3600 seconds")
        }
    }
}
