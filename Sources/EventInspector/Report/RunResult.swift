internal import Logdirs

/// Everything that a report says about one run.
struct RunResult {
    /// The run, without files that are neither event files nor datasets.
    var plan: RunPlan.Run
    var findings: [RunFinding] = []
    var files: [ScanReport.File] = []
    /// Those that are neither event files nor datasets.
    var foreign: [ScanReport.File] = []
    var run: ScanReport.Run
    var totals = RunHistory.Totals()
    var unlistedValueCount = 0
    /// The run's tags, as far as a selection asks for them.
    var seen = SeenTags()
    /// What broke, once it was looked for.
    var stories: [OriginStory] = []

    init(_ plan: RunPlan.Run) {
        self.plan = plan
        run = ScanReport.Run(logdir: plan.logdir, name: plan.name, values: 0)
    }
}
