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
        readCopies()
        let finder = OriginFinder(plan, options: options, tagNames: seen.names)
        stories = finder.stories(of: findings)
    }
}
