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
        let parameters = evidence.tags.filter {
            $0.meaning.role == .parameter && !$0.isSetAside
                && $0.meaning.statistic != .nonFiniteCount
        }
        // An epoch is no iteration.
        guard !parameters.isEmpty, !parameters.contains(where: \.countsOtherSteps) else {
            return nil
        }
        let finiteAtBreak = parameters.allSatisfy(\.isFiniteAtTarget)
        guard let last = commonStep(of: parameters, below: step) else { return nil }
        // The update of the step that broke made use of what was not finite. What was finite at it
        // is what the update of the last logged step, or one after it, has left.
        if finiteAtBreak || wasComputedFrom(last) || brokeAfterUpdate { return last }
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

    /// Whether a finite loss or forward tensor was computed after a step from its parameters.
    private func wasComputedFrom(_ last: Int64) -> Bool {
        let computed = evidence.tags.filter {
            $0.meaning.role.isForward || $0.meaning.role == .loss
        }
        return computed.contains { tag in
            tag.isFiniteAtTarget || tag.before.contains { $0.step > last && !tag.isBad($0) }
        }
    }

    /// Whether the parameters that are not finite at the step were logged after its update.
    private var brokeAfterUpdate: Bool {
        switch verdict.direction {
        case .data, .forward, .loss, .backward: true
        case .update, .unknown: false
        }
    }
}
