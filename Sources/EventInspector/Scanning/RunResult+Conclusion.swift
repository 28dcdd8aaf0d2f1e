internal import Logdirs

extension RunResult {
    /// Marks the expected findings.
    mutating func applyAllowances(_ options: ScanOptions) {
        findings = findings.map { $0.allowed(by: options.allowances) }
    }

    /// Marks the expected findings, and finds which of the others came first.
    mutating func conclude(_ options: ScanOptions) {
        applyAllowances(options)
        guard !options.exitCodeOnly else { return }
        let finder = OriginFinder(plan, options: options)
        stories = finder.stories(of: findings)
    }
}

extension [RunResult] {
    /// Says of runs that broke together which was first.
    mutating func relateSiblings() -> SiblingRuns {
        var stories = map(\.stories)
        let siblings = SiblingRuns(map { ($0.plan.logdir, $0.plan.name) }, &stories)
        for index in indices where siblings.leaders[index] != nil {
            self[index].stories = stories[index]
        }
        return siblings
    }
}
