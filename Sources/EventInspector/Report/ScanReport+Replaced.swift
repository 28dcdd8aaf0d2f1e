internal import TextOutput

extension ScanReport {
    /// Adds findings of files that were replaced after their findings had been announced.
    ///
    /// A finding that the files still have is not added again.
    mutating func restore(_ lost: [Finding]) {
        let missing = lost.filter { finding in
            !findings.contains { $0.covers(finding) }
        }
        guard !missing.isEmpty else { return }
        for finding in missing {
            let end = findings.lastIndex { $0.isOfSameRun(as: finding) }
            findings.insert(finding, at: end.map { $0 + 1 } ?? place(of: finding))
        }
        for finding in missing where !origin.contains(where: { $0.isOfSameRun(as: finding) }) {
            let own = findings.filter { $0.isOfSameRun(as: finding) }
            guard let found = Origin(of: own[...]) else { continue }
            let next = origin.firstIndex { rank($0.logdir, $0.run) > rank(found.logdir, found.run) }
            origin.insert(found, at: next ?? origin.count)
        }
        notes.append(
            NumberText.count(missing.count, "finding")
                + (missing.count == 1 ? " is" : " are") + " of a file that was replaced since"
        )
    }

    /// Where the first finding of a run belongs.
    private func place(of finding: Finding) -> Int {
        let own = rank(finding.logdir, finding.run)
        return findings.firstIndex { rank($0.logdir, $0.run) > own } ?? findings.count
    }

    private func rank(_ logdir: String, _ run: String) -> Int {
        runs.firstIndex { $0.logdir.isExactly(logdir) && $0.name.isExactly(run) } ?? runs.count
    }
}

extension ScanReport.Finding {
    fileprivate func isOfSameRun(as other: ScanReport.Finding) -> Bool {
        run.isExactly(other.run) && logdir.isExactly(other.logdir)
    }

    /// Whether another finding's first step lies within this one.
    fileprivate func covers(_ other: ScanReport.Finding) -> Bool {
        isOfSameRun(as: other) && tag.isExactly(other.tag) && kind == other.kind
            && place == other.place
            && min(first.step, last.step) <= other.first.step
            && max(first.step, last.step) >= other.first.step
    }
}

extension ScanReport.Origin {
    fileprivate func isOfSameRun(as finding: ScanReport.Finding) -> Bool {
        run.isExactly(finding.run) && logdir.isExactly(finding.logdir)
    }
}
