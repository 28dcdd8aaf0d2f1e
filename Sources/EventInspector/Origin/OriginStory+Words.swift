internal import ClampedArithmetic
internal import TextOutput
internal import Timelines

// What the timeline shows, in words.
extension OriginStory {
    /// What became of the run, in a few words; nil where it broke and nothing else is to be said.
    var headline: String {
        let at = NumberText.grouped(step)
        switch outcome {
        case .broken:
            return isHedged
                ? "broke at step \(at), if its files are of separate writers"
                : "broke at step \(at)"
        case .recoveredByRestart:
            switch nextBeginning {
            case .restarted(let start):
                return "broke at step \(at); recovered: restarted at step "
                    + "\(NumberText.grouped(start)), finite since"
            default: return "broke at step \(at); recovered: run again, and finite at that step"
            }
        case .recovered:
            guard case .finiteAgain(let point) = value.end else {
                return "not finite at step \(at), recovered"
            }
            return "not finite at step \(at), finite again at step "
                + NumberText.grouped(shown(point.step))
        case .undefinedMeasure: return "not finite at step \(at), no sign that training broke"
        case .unknown, .healthy: return "not finite at step \(at)"
        }
    }

    /// The steps between which it broke.
    var window: String {
        let at = NumberText.grouped(step)
        if let before = value.before {
            let from = NumberText.grouped(shown(before.step))
            var text =
                shown(before.step) == step
                ? "finite at step \(from) before, not finite at the same step \(at)"
                : "finite at step \(from), not at step \(at): it broke in (\(from), \(at)]"
            if shown(before.step) > step {
                text = "finite at step \(from), then not finite at step \(at)"
            }
            if let hole { text += "; \(Self.words(on: hole)) lies in between" }
            return text
        }
        if let hole {
            return
                "not finite at step \(at); \(Self.words(on: hole)) lies before it, so whether it "
                + "was finite before is not known"
        }
        if value.pass > 1 {
            return "not finite from the first value of pass \(value.pass), step \(at)"
        }
        if let last = finiteInEarlierAttempt {
            let start =
                switch beginning {
                case .restarted(let start): "after the restart at step \(NumberText.grouped(start))"
                case .runAgain, .first: "of the run that was started again"
                }
            return "not finite from the first value \(start); before it finite to step "
                + NumberText.grouped(shown(last.step))
        }
        if hasUnreadBefore {
            return "not finite at step \(at); what came before was not looked at"
        }
        if isFirstValue { return "not finite at step \(at), the first at which it was logged" }
        return "not finite at step \(at)"
    }

    /// Whether the break is the tag's first value in the run.
    private var isFirstValue: Bool {
        guard let history = tagHistory, attempt == 1 else { return false }
        return history.first.place == value.first.place && history.first.file == value.first.file
    }

    /// A step of the timeline as the file has it: a 32-bit counter may have wrapped.
    private func shown(_ timelineStep: Int64) -> Int64 {
        let shift = value.first.step.subtractingClamped(step)
        return tagHistory == nil ? timelineStep : timelineStep.subtractingClamped(shift)
    }

    private static func words(on hole: Hole) -> String {
        "damage of \(NumberText.bytes(hole.byteCount)) at byte \(NumberText.grouped(hole.offset)) of "
            + EscapedText.terminal(hole.path)
    }

    /// Facts about the break and its attempt, a sentence each.
    var facts: [String] {
        var facts: [String] = []
        if let history = tagHistory, let breaks = history.breaks, breaks.count > 1 {
            facts.append(
                "\(tag.title) comes and goes: \(NumberText.grouped(breaks.values)) of "
                    + "\(NumberText.count(history.count, "value")) not finite, in "
                    + "\(NumberText.grouped(breaks.count)) stretches"
            )
        }
        switch beginning {
        case .first: break
        case .runAgain: facts.append("this is attempt \(attempt): training was run again")
        case .restarted(let start):
            facts.append(
                "this is attempt \(attempt): training was restarted at step "
                    + NumberText.grouped(start)
            )
            if value.before == nil {
                facts.append(
                    "look at what the restart loads: checkpoint, optimizer state, learning rate"
                )
            }
        }
        if let reason, outcome == .unknown { facts.append(Self.words(on: reason)) }
        let others = evidence.tags.filter(\.countsOtherSteps)
        if let other = others.first {
            let rest =
                others.count > 1 ? " and \(NumberText.count(others.count - 1, "other tag"))" : ""
            facts.append(
                "\(other.title)\(rest) count in other steps, which are not compared with these"
            )
        }
        if let writer {
            let path = EscapedText.terminal(writer)
            facts.append(
                hasConcurrentWriters
                    ? "the run has \(NumberText.count(otherWriters.count + 1, "writer")); this one wrote "
                        + "\(path): keep them apart, in a directory each"
                    : "the log does not show how the run's files follow one another; this is about \(path)"
            )
        }
        return facts
    }

    private static func words(on reason: UnknownReason) -> String {
        switch reason {
        case .notYetPassed: "no later attempt has passed that step yet"
        case .toEndOfPass:
            "not finite to the end of its pass; the next began finite, and the file does not say "
                + "whether with a new model"
        case .notLoggedAgain: "it was not logged again, while the loss went on finite"
        case .tooFewValues: "it has too few values to say whether it ever is finite"
        case .unread: "part of the file was not read, so what came later is not known"
        case .undecided: "what it is of training is not known, so whether training broke is not"
        }
    }
}

extension OriginStory {
    /// The option that accepts the group's findings, ready to paste.
    func allowance(_ wording: Wording) -> String? {
        guard tag.meaning.statistic != .nonFiniteCount else { return nil }
        let patterns = Set(groupTags).sorted().prefix(Self.allowanceLimit).map { tag in
            let kind =
                switch groupKinds[tag] ?? .unknown {
                case .nan: "nan"
                case .positiveInfinity: "+inf"
                case .negativeInfinity: "-inf"
                case .unknown: "any"
                }
            let pattern = EscapedText.terminal(Self.pattern(of: tag))
            return "\(wording.allowance) \(ShellText.quoted(pattern + "=" + kind))"
        }
        guard !patterns.isEmpty else { return nil }
        return "to expect it: " + patterns.joined(separator: " ")
    }

    /// The glob that matches a tag alone.
    private static func pattern(of tag: String) -> String {
        tag.reduce(into: "") { pattern, character in
            if "*?[]\\".contains(character) { pattern += "\\" }
            pattern.append(character)
        }
    }

    private static let allowanceLimit = 4
}
