internal import TagRoles
internal import TextOutput

/// Non-finite parameters may be the cause or the result of what the same step computed.
///
/// They are logged before the forward pass, after the backward pass or after the update, and the
/// file does not say which. The order in the file shows the first case; the finite tags of the step
/// distinguish the others.
extension OriginAnalysis {
    /// The verdict if the parameters were broken before the step began.
    func brokenParameters(_ bad: [Int]) -> OriginVerdict? {
        let parameters = bad.filter {
            evidence.tags[$0].meaning.role == .parameter && !evidence.tags[$0].isAggregate
        }
        guard !parameters.isEmpty else { return nil }
        let computed = bad.filter {
            [.input, .output, .loss].contains(evidence.tags[$0].meaning.role)
        }
        // Finite outputs and a finite loss were computed from finite parameters.
        guard !computed.isEmpty else { return nil }
        guard let reason = reasonToBlame(parameters, bad: bad) else { return nil }
        guard let origin = best(of: parameters) else { return nil }
        var lines = [describe(origin), reason]
        var direction = OriginDirection.update
        if evidence.tags[origin].lastFinite == nil {
            direction = .unknown
            lines.append(neverFinite)
        } else if let line = earlierGradients() {
            lines.append(line)
        } else {
            direction = .unknown
            lines.append(
                evidence.hiddenRoles.contains(.gradient)
                    ? "the gradients were not selected, and the backward pass may have "
                        + "broken before the update"
                    : "no finite gradient of the step before was \(logged), so the backward pass "
                        + "may have broken before the update"
            )
        }
        if let rest = followers(of: parameters, among: bad) {
            lines.append("not finite at the same step, and computed from them: \(rest)")
        }
        return OriginVerdict(
            direction: direction,
            tag: origin,
            layer: evidence.tags[origin].meaning.layer,
            evidence: lines,
            tieCount: tieCount(of: origin, among: parameters)
        )
    }

    private func reasonToBlame(_ parameters: [Int], bad: [Int]) -> String? {
        let forward = indices {
            $0.at != nil && ($0.meaning.role.isForward || $0.meaning.role == .loss)
        }
        let firstComputed = forward.map { order(of: $0) }.min() ?? .max
        if parameters.contains(where: { order(of: $0) < firstComputed }) {
            return
                "it was logged before the forward pass of that step, so the update before it broke it"
        }
        // A layer whose parameters are broken cannot give finite outputs.
        let broken = layers.matching(parameters.map(layer))
        guard !finite(.output).contains(where: { broken[layer($0)] }) else { return nil }
        // After an update with such gradients no parameter would be finite.
        let badGradients = Set(of(.gradient, in: bad).map { place(of: $0) })
        if let finite = finite(.parameter).first(where: { badGradients.contains(place(of: $0)) }) {
            return
                "\(evidence.tags[finite].title) is finite though its gradient is not: the parameters were "
                + "logged before the update of that step, so the one before it broke them"
        }
        return isFirstToBreak(parameters, bad: bad)
    }

    /// A parameter within its layer; the same for its gradient.
    struct Place: Hashable {
        var layer: Int
        var leaf: String
    }

    func place(of index: Int) -> Place {
        Place(layer: layer(index), leaf: evidence.tags[index].meaning.leaf)
    }

    /// The first layer that breaks has broken parameters, clean inputs, and nothing grew before.
    private func isFirstToBreak(_ parameters: [Int], bad: [Int]) -> String? {
        guard let first = forwardTags(bad).min(by: isEarlier),
            layers.matching(parameters.map(layer))[layer(first)],
            !hasGrown(first)
        else { return nil }
        let before = forwardTags(indices { $0.at != nil }).filter { isEarlier($0, first) }
        let inputs = before + finite(.data)
        guard !inputs.isEmpty, before.allSatisfy({ evidence.tags[$0].isFiniteAtTarget }),
            !isPartial(first)
        else { return nil }
        return
            "the first layer that is not finite at that step is one with such a parameter, what goes "
            + "into it is finite, and it had not grown before: its parameter was broken already"
    }

    /// Whether only part of a tensor is non-finite, as after one bad sample of a batch.
    private func isPartial(_ index: Int) -> Bool {
        guard let facts = evidence.tags[index].at?.facts, facts.countsAreExact else { return false }
        return facts.badCount < facts.elementCount
    }

    /// Whether a tensor was on its way to overflow.
    private func hasGrown(_ index: Int) -> Bool {
        let sizes = evidence.tags[index].before.compactMap(\.facts.magnitude)
        guard let last = sizes.last else { return false }
        return last > 1e4 && last > 50 * (sizes.first ?? last) || last > 1e15
    }

    /// Whether the gradients before the step were finite, as a line of evidence.
    private func earlierGradients() -> String? {
        let gradients = indices { $0.meaning.role == .gradient && !$0.before.isEmpty }
        guard !gradients.isEmpty,
            gradients.allSatisfy({ index in
                evidence.tags[index].before.last.map { !evidence.tags[index].isBad($0) } ?? false
            }), let step = gradients.compactMap({ evidence.tags[$0].before.last?.step }).max()
        else { return nil }
        return "the gradients logged before it, at step \(NumberText.grouped(step)), were finite"
    }
}
