internal import ClampedArithmetic
internal import TagRoles
internal import TextOutput

// What has to be shown before a part of the training step is blamed.
extension OriginAnalysis {
    /// Whether the log shows that the update broke a parameter, and what shows it or does not.
    enum UpdateProof {
        case proven(String)
        case not(String)
    }

    /// What a parameter whose first value is non-finite shows.
    var neverFinite: String {
        if let first = evidence.firstStepLookedAt {
            return
                "its first value that was looked at is already non-finite; what came before step "
                + "\(NumberText.grouped(first)) was not looked at"
        }
        return
            "its first value is already non-finite: a checkpoint, the initialization or a "
            + "pretrained file brought it, or it broke before it was logged"
    }

    /// The update is to blame only if it was given a finite gradient and a finite parameter.
    func updateProof(for origin: Int) -> UpdateProof {
        let tag = evidence.tags[origin]
        if tag.lastFinite == nil {
            return .not(neverFinite)
        }
        let gradients = finite(.gradient)
        guard !gradients.isEmpty else {
            return .not(
                evidence.hiddenRoles.contains(.gradient)
                    ? "the gradients were not selected, and the backward pass may have "
                        + "broken before it"
                    : "no gradient of that step was \(logged), so the backward pass may have "
                        + "broken before it"
            )
        }
        let start = commonFirstStep
        if let start, let late = gradients.first,
            gradients.allSatisfy({ evidence.tags[$0].firstStep ?? start > start })
        {
            return .not(
                "\(evidence.tags[late].title) was first logged a step after the others: the gradients may "
                    + "be those of the step before"
            )
        }
        if let gap = gapLine([origin]) { return .not(gap) }
        let own = gradients.filter { place(of: $0) == place(of: origin) }
        if let gradient = own.first {
            return .proven("its gradient of that step is finite: \(describe(gradient))")
        }
        let names = Set(gradients.map { evidence.tags[$0].title }).count
        // A norm over all gradients is finite only if each of them is.
        guard gradients.contains(where: { evidence.tags[$0].isAggregate }) || names > 1 else {
            return .not(
                "its own gradient was not \(logged), so the backward pass may have broken before it"
            )
        }
        return .proven("the gradients of that step are finite (all \(names) that were logged)")
    }

    /// The first step of the losses and the parameters, if they all have the same.
    private var commonFirstStep: Int64? {
        let others = indices {
            $0.meaning.role == .loss || $0.meaning.role == .parameter
        }.compactMap { evidence.tags[$0].firstStep }
        guard let earliest = others.min(), others.allSatisfy({ $0 == earliest }) else {
            return nil
        }
        return earliest
    }

    /// Steps between two logs of which any may have broken: a parameter is not finite either, so what
    /// is not finite at the step may be computed from it.
    func gapLine(_ bad: [Int]) -> String? {
        let parameters = of(.parameter, in: indices { $0.isBadAtTarget })
        guard let last = parameters.compactMap({ evidence.tags[$0].lastFinite?.step }).max() else {
            return nil
        }
        let gap = step.subtractingClamped(last)
        guard gap > 1, bad.contains(where: { evidence.tags[$0].lastFinite?.step ?? last <= last })
        else { return nil }
        return
            "\(NumberText.grouped(gap)) steps lie between the last finite log and this one, and "
            + "parameters are not finite either: any of these steps may have broken"
    }

    /// A finite loss after gradients that were never finite again was cleaned, or nothing was
    /// updated; either way it does not show that the forward pass of the step was finite.
    func doubtfulLoss(_ gradient: Int) -> String? {
        let after = evidence.tags[gradient].after
        guard !after.isEmpty, after.allSatisfy({ evidence.tags[gradient].isBad($0) }),
            let loss = finite(.loss).first(where: { index in
                let later = evidence.tags[index].after
                return !later.isEmpty && later.allSatisfy { !evidence.tags[index].isBad($0) }
            })
        else { return nil }
        let parameters = indices { $0.meaning.role == .parameter && !$0.after.isEmpty }
        guard
            !parameters.contains(where: { index in
                evidence.tags[index].after.contains { evidence.tags[index].isBad($0) }
            }) || finite(.output).isEmpty
        else { return nil }
        return
            "\(evidence.tags[loss].title) goes on finite though no gradient is finite again: a filter cleans "
            + "it, or each step is skipped, so it does not show that the forward pass was finite"
    }

    /// Tags that were logged at each step before and are not at this one.
    ///
    /// torch's `add_histogram` raises an error on NaN, and some writers leave such values out.
    func missingLine(_ bad: [Int]) -> String? {
        guard let last = bad.compactMap({ evidence.tags[$0].before.last?.step }).max() else {
            return nil
        }
        let missing = indices { tag in
            guard tag.at == nil, tag.after.isEmpty, tag.before.count > 1 else { return false }
            return tag.before.last?.step == last && !tag.before.contains { tag.isBad($0) }
        }
        guard !missing.isEmpty else { return nil }
        let names = missing.prefix(3).map { evidence.tags[$0].title }.joined(separator: ", ")
        return
            "logged at step \(NumberText.grouped(last)), and not at this step or later: \(names)"
            + (missing.count > 3 ? " and \(missing.count - 3) more" : "")
    }
}
