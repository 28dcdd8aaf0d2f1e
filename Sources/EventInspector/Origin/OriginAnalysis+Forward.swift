internal import TagRoles
internal import TextOutput

// The way from the data to the loss.
extension OriginAnalysis {
    func data(_ bad: [Int]) -> OriginVerdict? {
        var found = of(.data, in: bad)
        if found.isEmpty {
            // The input of the first layer is the data, if no layer came before it.
            let forward = of(.input, .output, in: indices { $0.at != nil })
            guard
                let first = of(.input, in: bad).min(by: {
                    (position($0) ?? .infinity) < (position($1) ?? .infinity)
                }),
                let start = position(first),
                !(forward + indices { [.parameter, .gradient].contains($0.meaning.role) }).contains(
                    where: {
                        (position($0) ?? .infinity) < start - 0.25
                    }), !mayFollowUnlogged(first)
            else { return nil }
            found = [first]
        }
        guard let origin = best(of: found) else { return nil }
        var lines = [describe(origin)]
        var direction = OriginDirection.data
        if let gap = gapLine(bad) {
            // What is called an input may be computed by parameters that broke before.
            direction = .unknown
            lines.append(gap)
        } else {
            lines.append(
                evidence.tags[origin].strength == .weak
                    ? "if it is, nothing before it in the step can be the reason"
                    : "it is what the step was given, so nothing before it can be the reason"
            )
        }
        if let rest = followers(of: [origin], among: bad) {
            lines.append("not finite at the same step, and after it: \(rest)")
        }
        return OriginVerdict(
            direction: direction,
            tag: origin,
            layer: evidence.tags[origin].meaning.layer,
            evidence: lines
        )
    }

    /// Whether a layer that is trained, and whose tensors were not logged, may come before a tag's.
    ///
    /// Only the list of the parameters can show that it does not.
    private func mayFollowUnlogged(_ first: Int) -> Bool {
        let own = layers.matching([layer(first)])
        let logged = layers.matching(
            indices { $0.at != nil && $0.meaning.role.isForward }.map(layer)
        )
        let parameters = indices { $0.meaning.role == .parameter && !$0.isAggregate }
        let trained =
            parameters.isEmpty
            ? indices { $0.meaning.role == .gradient && !$0.isAggregate } : parameters
        for index in trained {
            if own[layer(index)] { return false }
            if !logged[layer(index)] { return true }
        }
        return false
    }

    func forward(_ bad: [Int]) -> OriginVerdict? {
        let found = forwardTags(bad)
        guard let earliest = found.min(by: isEarlier) else { return nil }
        let origin =
            best(
                of: found.filter {
                    layer($0) == layer(earliest)
                        && evidence.tags[$0].meaning.role == evidence.tags[earliest].meaning.role
                }
            ) ?? earliest
        var lines = [describe(origin)]
        var verdict = OriginVerdict(
            direction: .forward,
            tag: origin,
            layer: evidence.tags[origin].meaning.layer,
            evidence: []
        )
        if order.source == .alphabet {
            verdict.layer = ""
            verdict.tieCount = tieCount(of: origin, among: found)
            lines.append("which of the forward tensors broke first is not known")
        }
        if let gap = gapLine(bad) {
            verdict.direction = .unknown
            lines.append(gap)
        }
        if let feed = feeds(of: origin).first(where: { evidence.tags[$0].isFiniteAtTarget }) {
            lines.append("what goes into it is finite at that step: \(describe(feed))")
        } else if let start = position(origin),
            !indices(where: { $0.isFiniteAtTarget }).contains(where: {
                evidence.tags[$0].meaning.role.isForward && (position($0) ?? .infinity) < start
            }), finite(.data).isEmpty
        {
            lines.append(
                "it is the first tensor of the forward pass that was \(logged), and what goes into "
                    + "it was not"
            )
            verdict.advice.append(
                evidence.hiddenRoles.contains(.data)
                    ? "look at the data, which were not selected, to see whether they are clean"
                    : "log the batch itself, to see whether the data are clean"
            )
        }
        if let rest = followers(of: [origin], among: bad) {
            lines.append("not finite at the same step, and later in it: \(rest)")
        }
        if let missing = missingLine(bad) { lines.append(missing) }
        lines.append("layers are ordered by \(order.source.rawValue)")
        verdict.evidence = lines
        return verdict
    }

    func loss(_ bad: [Int]) -> OriginVerdict? {
        guard let origin = best(of: of(.loss, in: bad)) else { return nil }
        var lines = [describe(origin)]
        let forward = finite(.output, .input)
        var verdict = OriginVerdict(
            direction: .loss,
            tag: origin,
            layer: evidence.tags[origin].meaning.layer,
            evidence: []
        )
        if let last = forward.max(by: isEarlier) {
            lines.append(
                tensorCount(forward) == 1
                    ? "the only forward tensor of that step is finite: \(describe(last))"
                    : "\(areAllFinite(forward)), the last of them, \(describe(last))"
            )
        } else {
            let gradients = of(.gradient, in: indices { $0.at != nil })
            let parameters = finite(.parameter)
            verdict.direction = gradients.isEmpty && parameters.isEmpty ? .unknown : .forward
            if verdict.direction == .unknown {
                lines += others(besides: bad)
            } else {
                lines.append(
                    "no tensor of the forward pass was \(logged) at that step: it broke at or "
                        + "before the loss"
                        + (gradients.contains { evidence.tags[$0].isBadAtTarget }
                            ? ", and the gradients follow from that" : "")
                )
            }
            verdict.advice.append(
                advice(
                    toLog: "the inputs and outputs of each layer",
                    .input,
                    .output,
                    purpose: "to name the layer"
                )
            )
        }
        if let rest = followers(of: [origin], among: bad) {
            lines.append("not finite at the same step, and after it: \(rest)")
        }
        if let gap = gapLine(bad) {
            verdict.direction = .unknown
            lines.append(gap)
        }
        if let missing = missingLine(bad) { lines.append(missing) }
        if evidence.tags.allSatisfy({ $0.meaning.role != .gradient }) {
            verdict.advice.append(
                advice(
                    toLog: "the gradients",
                    .gradient,
                    purpose: "to tell the forward from the backward pass"
                )
            )
        }
        verdict.evidence = lines
        return verdict
    }

    /// What else was logged at the step, where that does not show where it came from.
    private func others(besides bad: [Int]) -> [String] {
        let finite = indices { $0.isFiniteAtTarget && $0.meaning.role != .ignored }
        let losses = of(.loss, in: finite).prefix(Self.namedLimit)
        var lines = losses.map { "\(describe($0)) at that step" }
        let rest = finite.filter { !losses.contains($0) }
        let names = rest.prefix(Self.namedLimit).map { evidence.tags[$0].title }
        if !rest.isEmpty {
            lines.append(
                "\(NumberText.count(rest.count, "other tag")) of that step "
                    + (rest.count == 1 ? "is" : "are") + " finite: "
                    + names.joined(separator: ", ") + (rest.count > names.count ? ", …" : "")
            )
        }
        if lines.isEmpty, bad.count == 1 {
            lines.append(
                evidence.isSelective
                    ? "nothing else that was selected was logged at that step"
                    : "nothing else was logged at that step"
            )
        }
        return lines + [
            "no tensor of the forward pass, parameter or gradient of that step was "
                + logged
                + ", so the data cannot tell where it came from"
        ]
    }

    private static let namedLimit = 3
}
