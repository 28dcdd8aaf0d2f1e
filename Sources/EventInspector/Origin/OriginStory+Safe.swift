internal import TagRoles

/// The step whose checkpoint is safe.
///
/// A parameter is logged before the update of its step or after it, and the file does not say
/// which. A checkpoint is saved after the update. So the parameters that were logged at a step are
/// no proof for its checkpoint, unless what was computed from them later is finite.
extension OriginStory {
    /// The last step after whose update all parameters that were logged are known to be finite; nil
    /// if that is not known.
    var safeStep: Int64? {
        let indices = evidence.tags.indices.filter {
            let tag = evidence.tags[$0]
            return tag.meaning.role == .parameter && !tag.isSetAside
                && tag.meaning.statistic != .nonFiniteCount
        }
        let parameters = indices.map { evidence.tags[$0] }
        // An epoch is no iteration.
        guard !parameters.isEmpty, !parameters.contains(where: \.countsOtherSteps) else {
            return nil
        }
        let finiteAtBreak = parameters.allSatisfy(\.isFiniteAtTarget)
        guard let last = commonStep(of: parameters, below: step) else { return nil }
        // What was finite at a later step is what the update of the last logged step, or one after
        // it, has left.
        if finiteAtBreak || wasComputedFrom(last, indices) || beganFinite(indices) { return last }
        return commonStep(of: parameters, below: last)
    }

    /// The last step below another one at which all parameters were logged, and finite.
    private func commonStep(of parameters: [TagEvidence], below limit: Int64) -> Int64? {
        var last: Int64?
        for tag in parameters {
            guard let own = tag.before.last(where: { $0.step < limit }), !tag.isBad(own) else {
                return nil
            }
            last = min(last ?? own.step, own.step)
        }
        return last
    }

    /// Whether what was computed after a step shows that its update left all parameters finite: a
    /// loss depends on all of them, the output of a layer on its own.
    private func wasComputedFrom(_ last: Int64, _ parameters: [Int]) -> Bool {
        let bad = parameters.filter { evidence.tags[$0].isBadAtTarget }
        // A part that is not finite, such as a row of an embedding, need not reach the loss.
        guard !bad.contains(where: isPartial) else { return false }
        let firstBad = bad.map { analysis.order(of: $0) }.min() ?? .max
        var steps: [Int64: (tags: [Int], isBad: Bool)] = [:]
        for index in evidence.tags.indices {
            let tag = evidence.tags[index]
            guard tag.meaning.role.isForward || tag.meaning.role == .loss, !tag.isSetAside,
                tag.meaning.statistic != .nonFiniteCount, !tag.countsOtherSteps,
                !analysis.isMask(index)
            else { continue }
            for point in tag.before where point.step > last && point.step < step {
                steps[point.step, default: ([], false)].tags.append(index)
                if tag.isBad(point) { steps[point.step]?.isBad = true }
            }
            // What was logged after a parameter that is not finite may not depend on it.
            guard let point = tag.at else { continue }
            steps[step, default: ([], false)].tags.append(index)
            if tag.isBad(point) || point.order > firstBad { steps[step]?.isBad = true }
        }
        if let doubtful = analysis.doubtfulLoss(verdict.tag), !doubtful.isEmpty {
            steps[step] = nil
        }
        return steps.values.contains { values in
            guard !values.isBad else { return false }
            if values.tags.contains(where: { evidence.tags[$0].meaning.role == .loss }) {
                return true
            }
            let outputs = values.tags.filter { evidence.tags[$0].meaning.role == .output }
            let computed = analysis.layers.matching(outputs.map(analysis.layer))
            return parameters.allSatisfy { computed[analysis.layer($0)] }
        }
    }

    /// Whether the step began with finite parameters: the part that broke first had what it needed.
    ///
    /// Parameters that are not finite at the step may be logged before its update or after it.
    private func beganFinite(_ parameters: [Int]) -> Bool {
        let bad = parameters.filter { evidence.tags[$0].isBadAtTarget }
        guard !bad.isEmpty else { return false }
        switch verdict.direction {
        case .data:
            // Given with the batch, and logged before what it broke.
            let given = analysis.order(of: verdict.tag)
            return bad.allSatisfy { analysis.order(of: $0) > given }
        case .forward:
            let broken = analysis.layers.matching(bad.map(analysis.layer))
            let own = analysis.layers.matching([analysis.layer(verdict.tag)])
            return !broken[analysis.layer(verdict.tag)]
                && parameters.contains { own[analysis.layer($0)] }
        case .loss, .backward, .update, .unknown: return false
        }
    }

    private func isPartial(_ index: Int) -> Bool {
        guard let facts = evidence.tags[index].at?.facts, facts.countsAreExact else { return false }
        return facts.badCount < facts.elementCount
    }
}
