internal import TextOutput

extension ScanReport.Origin {
    init(_ story: OriginStory, of run: ScanReport.Run) {
        let tag = story.tag
        self.init(
            logdir: run.logdir,
            run: run.name,
            tag: tag.name,
            step: story.step,
            direction: story.verdict.direction,
            why: story.verdict.evidence.joined(separator: "; "),
            layer: story.layer,
            lastFiniteStep: story.lastFiniteStep,
            segment: story.segment,
            outcome: story.outcome,
            attempt: story.attempt,
            writer: story.writer,
            sibling: SiblingMark(story),
            evidence: story.verdict.evidence,
            isHarmless: story.isHarmless,
            tieCount: story.verdict.tieCount,
            loss: story.isFirst ? story.loss : nil
        )
    }
}

extension ScanReport.Origin {
    /// What came first in a run, judging by the order of its findings.
    init?(of findings: ArraySlice<ScanReport.Finding>) {
        let notAllowed = findings.filter { !$0.isAllowed }
        // A bad clock breaks no training: it counts only if nothing else does.
        let values = notAllowed.filter { $0.place != .wallTime }
        let counted = values.isEmpty ? notAllowed : values
        guard let first = counted.first else { return nil }
        if first.place.isInDataset {
            self.init(inDataset: first)
            return
        }
        if first.place == .debugHealth {
            self.init(inDebugger: counted.filter { $0.place == .debugHealth })
            return
        }
        let rest = counted.dropFirst().filter { !$0.tag.isExactly(first.tag) }
        let together = rest.filter {
            $0.first.step == first.first.step && $0.first.segment == first.first.segment
        }
        let why =
            if let next = rest.first, together.isEmpty {
                "not finite from step \(NumberText.grouped(first.first.step)) on, before any other tag; "
                    + "the next, \(EscapedText.terminal(next.tag)), at step \(NumberText.grouped(next.first.step))"
            } else if !together.isEmpty {
                "written first of the \(Set(together.map { ExactName($0.tag) }).count + 1) tags that are not finite at step "
                    + "\(NumberText.grouped(first.first.step)), the earliest such step"
            } else {
                "the only tag of the run that is not finite"
            }
        self.init(
            logdir: first.logdir,
            run: first.run,
            tag: first.tag,
            step: first.first.step,
            direction: .unknown,
            why: why
        )
    }
}

extension ScanReport.Origin: SiblingTold {
    var title: String { EscapedText.terminal(tag) }

    mutating func follow(_ reason: String) {
        // A report of all runs may be joined with others.
        guard !evidence.contains(reason) else { return }
        if direction != .data { direction = .unknown }
        layer = nil
        evidence.insert(reason, at: min(1, evidence.count))
        why = evidence.joined(separator: "; ")
    }
}

extension ScanReport {
    /// Says of runs that broke together which was first: once, when all of them are there.
    mutating func relateSiblings() {
        let siblings = SiblingRuns(&origin)
        let parts = notesOnParts
        for index in inputs.indices {
            let logdir = inputs[index].logdir
            let notes = (siblings.notes[logdir] ?? []) + (parts[logdir] ?? [])
            inputs[index].notes += notes.filter { !inputs[index].notes.contains($0) }
        }
    }
}
