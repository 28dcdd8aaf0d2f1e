internal import TextOutput

extension Explanation.Unexplained {
    /// The findings that a run's stories do not cover; `nil` if there are none.
    init?(_ result: RunResult) {
        let findings = result.findings.filter { finding in
            guard !finding.isAllowed else { return false }
            if finding.place == .debugHealth { return false }
            return !finding.place.isOfTensors || result.stories.isEmpty
        }.map { ScanReport.Finding($0, of: result.plan) }
        let isUnlisted = result.stories.isEmpty && result.unlistedValueCount > 0
        guard !findings.isEmpty || isUnlisted else { return nil }
        let origin = ScanReport.Origin(of: findings[...])
        var reasons = Self.reasons(for: findings)
        if let origin { reasons.append(origin.why) }
        if isUnlisted {
            reasons.append(
                NumberText.count(result.unlistedValueCount, "other value")
                    + " not finite, of more tags than are kept apart"
            )
        }
        self.init(
            logdir: result.run.logdir,
            run: result.run.name,
            findings: findings,
            unlistedValueCount: result.unlistedValueCount,
            direction: origin?.direction ?? .unknown,
            reasons: reasons
        )
    }

    /// One sentence for each kind of place of the findings.
    private static func reasons(for findings: [ScanReport.Finding]) -> [String] {
        var reasons: [String] = []
        for finding in findings {
            let reason = finding.place.reason
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        return reasons
    }
}

extension Place {
    /// Whether training computes the number, so that a story can explain it.
    fileprivate var isOfTensors: Bool { self != .wallTime && !isInDataset }

    /// The reason why no story explains a number at that place.
    fileprivate var reason: String {
        switch self {
        case .wallTime:
            "an event's wall time comes from a clock, not from a tensor: check the program that wrote it"
        case .hparam:
            "a hyperparameter was given to training, not computed by it: check where it is set"
        case .audio:
            "the sample rate of an audio clip was given to the writer: check where it is set"
        case .example, .featureList:
            "the data were written like this: check the program that made the file"
        case .debugHealth:
            "the debugger's files hold neither steps nor values, only the order of the operations"
        case .simpleValue, .tensor, .histogram, .digest:
            "reading the run again did not show the order in which the tags broke"
        }
    }
}
