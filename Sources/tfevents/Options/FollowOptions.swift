import ArgumentParser

/// The options of `--follow`.
struct FollowOptions: ParsableArguments {
    @Flag(help: "Keep watching: one line for each new finding, the summary on Ctrl-C.")
    var follow = false

    @Flag(help: "With --follow: end with exit status 1 at the first finding.")
    var untilNonfinite = false

    @Option(
        help: ArgumentHelp(
            """
            With --follow: run a shell command once, at the first finding, with TFEVENTS_RUN, _TAG, \
            _KIND and _STEP in its environment; of a run or tag beyond 4096 bytes, the beginning.
            """,
            valueName: "command"
        )
    )
    var exec: String?

    @Option(help: ArgumentHelp("With --follow: seconds between looks.", valueName: "seconds"))
    var interval: Double = 1

    func validate(paths: [String], isQuiet: Bool) throws {
        if !follow, untilNonfinite || exec != nil {
            throw ValidationError("--until-nonfinite and --exec need --follow")
        }
        if follow, paths.contains("-") {
            throw ValidationError("standard input cannot be followed; it is read to its end")
        }
        if !(interval > 0 && interval <= 3_600) {
            throw ValidationError("--interval must be between 0 and 3600 seconds")
        }
    }
}
