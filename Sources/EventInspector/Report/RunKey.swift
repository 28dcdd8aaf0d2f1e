internal import TextOutput

/// A run's place in a report, byte for byte.
struct RunKey: Hashable {
    private let exactLogdir: ExactName
    private let exactRun: ExactName

    init(logdir: String, run: String) {
        exactLogdir = ExactName(logdir)
        exactRun = ExactName(run)
    }

    var logdir: String { exactLogdir.text }
    var run: String { exactRun.text }
}
