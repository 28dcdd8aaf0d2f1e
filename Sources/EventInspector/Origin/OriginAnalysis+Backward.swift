internal import TagRoles
internal import TextOutput

// The way from the loss to new parameters, and tags without a place.
extension OriginAnalysis {
    func backward(_ bad: [Int]) -> OriginVerdict? {
        let gradients = of(.gradient, in: bad)
        guard !gradients.isEmpty else { return nil }
        let layered = gradients.filter { !evidence.tags[$0].isAggregate && position($0) != nil }
        let finiteGradients = finite(.gradient).filter { !evidence.tags[$0].isAggregate }
        let finiteLosses = finite(.loss)
        guard let latest = layered.max(by: isEarlier) ?? best(of: gradients) else { return nil }
        let origin = best(of: layered.filter { layer($0) == layer(latest) }) ?? latest
        var lines = [describe(origin)]
        if let loss = finiteLosses.first {
            lines.append("the loss of that step is finite: \(describe(loss))")
        }
        let forward = finite(.output, .input)
        if !forward.isEmpty {
            lines.append(areAllFinite(forward))
        }
        let closer = finiteGradients.filter { isEarlier(origin, $0) }
        if let next = closer.min(by: isEarlier) {
            lines.append(
                "gradients closer to the loss are finite, down to \(evidence.tags[next].title)"
            )
        }
        var verdict = OriginVerdict(
            direction: .backward,
            tag: origin,
            layer: evidence.tags[origin].meaning.layer,
            evidence: []
        )
        let others = tieCount(of: origin, among: layered)
        if others > 0, !showsOrder(origin, closer) {
            verdict.tieCount = others
            verdict.layer = ""
            lines.append(
                "\(NumberText.count(others + 1, "gradient")) broke at this step, and the log does "
                    + "not show which was first; this one is the closest to the loss if "
                    + order.source.assumption
            )
        } else if others > 0 {
            lines.append(
                "of the \(NumberText.count(others + 1, "gradient")) that broke at this step it is "
                    + "the closest to the loss: layers are ordered by \(order.source.rawValue)"
            )
        }
        if finiteLosses.isEmpty, forward.isEmpty, finiteGradients.isEmpty {
            verdict.direction = .unknown
            lines.append(
                "neither loss nor forward pass were \(logged) at that step, so it may have begun "
                    + "there"
            )
            let isHidden = [.loss, .input, .output].contains(where: evidence.hiddenRoles.contains)
            verdict.advice.append(
                isHidden
                    ? "look at the loss and the outputs of each layer, which were not selected"
                    : "log the loss and the outputs of each layer at the same steps as the "
                        + "gradients"
            )
        } else if layered.isEmpty {
            lines.append("only a norm over all gradients was \(logged), so the layer is not known")
            verdict.advice.append(
                evidence.hiddenRoles.contains(.gradient)
                    ? "look at the gradients that were not selected, to name the layer"
                    : "log the gradient of each parameter, to name the layer"
            )
        }
        if let reason = doubtfulLoss(origin) ?? gapLine(bad) {
            verdict.direction = .unknown
            lines.append(reason)
        }
        if let rest = followers(of: [origin], among: bad) {
            lines.append(
                verdict.tieCount > 0
                    ? "not finite at the same step: \(rest)"
                    : "not finite at the same step, and after it: \(rest)"
            )
        }
        if let missing = missingLine(bad) { lines.append(missing) }
        verdict.evidence = lines
        return verdict
    }

    /// Whether the order of layers rests on more than the order in which their gradients are
    /// listed: a record of it, the forward pass, or finite gradients on the side of the loss alone.
    private func showsOrder(_ origin: Int, _ closer: [Int]) -> Bool {
        switch order.source {
        case .metadata, .graph, .forward: return true
        case .alphabet, .none: return false
        case .parameters:
            return !closer.isEmpty
                && !finite(.gradient).contains {
                    !evidence.tags[$0].isAggregate && isEarlier($0, origin)
                }
        }
    }

    /// How many tensors other than the origin are among those of some tags.
    func tieCount(of origin: Int, among tags: [Int]) -> Int {
        let titles = Set(tags.map { evidence.tags[$0].title })
        return max(0, titles.count - 1)
    }

    /// A NaN learning rate breaks every parameter that it updates.
    func learningRate(_ bad: [Int]) -> OriginVerdict? {
        guard let origin = of(.learningRate, in: bad).first else { return nil }
        var lines = [describe(origin), "the update multiplies every gradient by it"]
        if !finite(.gradient).isEmpty { lines.append("the gradients of that step are finite") }
        if let rest = followers(of: [origin], among: bad) {
            lines.append("not finite at the same step, and after it: \(rest)")
        }
        return OriginVerdict(direction: .update, tag: origin, layer: "", evidence: lines)
    }

    func update(_ bad: [Int]) -> OriginVerdict? {
        let updates = of(.update, in: bad) + of(.optimizerState, in: bad)
        let parameters = of(.parameter, in: bad)
        guard let origin = best(of: updates) ?? best(of: parameters) else { return nil }
        var lines = [describe(origin)]
        var direction = OriginDirection.update
        switch updateProof(for: origin) {
        case .proven(let line): lines.append(line)
        case .not(let line):
            direction = .unknown
            lines.append(line)
        }
        if !finite(.loss, .output).isEmpty {
            lines.append("the forward pass and the loss of that step are finite")
        }
        if let rest = followers(of: [origin], among: bad) {
            lines.append("not finite at the same step, and after it: \(rest)")
        }
        return OriginVerdict(
            direction: direction,
            tag: origin,
            layer: evidence.tags[origin].meaning.layer,
            evidence: lines,
            advice: finite(.gradient).isEmpty
                ? [
                    evidence.hiddenRoles.contains(.gradient)
                        ? "look at the gradients, which were not selected"
                        : "log the gradients next to the parameters"
                ] : [],
            tieCount: tieCount(
                of: origin,
                among: [updates, parameters].first { !$0.isEmpty } ?? []
            )
        )
    }

    func unknown(_ bad: [Int]) -> OriginVerdict? {
        let ordered = bad.sorted { order(of: $0) < order(of: $1) }
        guard let origin = ordered.first else { return nil }
        let role = evidence.tags[origin].meaning.role
        var lines = [
            describe(origin),
            role == .metric
                ? "it is a measure of quality, on which training does not depend"
                : "its name does not tell which part of training it belongs to; it was written first",
        ]
        if let loss = finite(.loss).first {
            lines.append("training itself had not broken: \(describe(loss)) at that step")
        }
        if let rest = followers(of: [origin], among: bad) {
            lines.append("not finite at the same step: \(rest)")
        }
        return OriginVerdict(
            direction: .unknown,
            tag: origin,
            layer: evidence.tags[origin].isScalar ? "" : evidence.tags[origin].meaning.layer,
            evidence: lines,
            advice: [
                "log inputs, outputs and gradients of each layer under names that say so, "
                    + "or tell what the tags mean with \(wording.rules)"
            ]
        )
    }
}
