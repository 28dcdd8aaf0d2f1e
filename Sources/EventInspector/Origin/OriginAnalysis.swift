/// Decides what broke first, from what was logged at the step that broke.
///
/// A training step computes in a fixed order: data, layers, loss, gradients from the loss back,
/// update, parameters. The first part in that order that is not finite is the origin, and what
/// follows only inherits it; the rest of the work is to find out where each tag stands.
struct OriginAnalysis {
    let evidence: RunEvidence
    let order: LayerOrder

    init(_ evidence: RunEvidence) {
        self.evidence = evidence
        order = LayerOrder(evidence)
    }

    /// The verdict; nil when nothing of the target is to be seen.
    func verdict() -> OriginVerdict? {
        let bad = indices { $0.isBadAtTarget && $0.meaning.role != .ignored }
        let all = bad.filter { !isMask($0) }
        guard !all.isEmpty else { return mask(bad) }
        if let skipped = skippedStep(all) ?? notYet(all) { return skipped }
        return data(all) ?? brokenParameters(all) ?? forward(all) ?? loss(all) ?? backward(all)
            ?? learningRate(all) ?? update(all) ?? unknown(all)
    }

    // MARK: Helpers

    var step: Int64 { evidence.target.step }

    func indices(where holds: (TagEvidence) -> Bool) -> [Int] {
        evidence.tags.indices.filter { holds(evidence.tags[$0]) }
    }

    func of(_ role: TagRole..., in indices: [Int]) -> [Int] {
        indices.filter { role.contains(evidence.tags[$0].meaning.role) }
    }

    /// Tags of these roles that were logged at the step and are finite.
    func finite(_ roles: TagRole...) -> [Int] {
        indices { $0.isFiniteAtTarget && roles.contains($0.meaning.role) }
    }

    /// The tag that shows a tensor best: itself, its digest or its histogram before a number.
    func best(of candidates: [Int]) -> Int? {
        candidates.min { left, right in rank(left) < rank(right) }
    }

    private func rank(_ index: Int) -> Int {
        let tag = evidence.tags[index]
        if tag.isDigest { return 1 }
        if tag.isTensor { return tag.at?.facts.firstBadIndex != nil ? 0 : 1 }
        if !tag.isScalar { return 2 }
        return tag.meaning.statistic == .nonFiniteCount ? 4 : 3
    }

    /// The layer's position in the forward pass, its input before its output.
    func position(_ index: Int) -> Double? {
        let tag = evidence.tags[index]
        guard let position = order.position(of: tag.key) else { return nil }
        return tag.meaning.role == .input ? position - 0.5 : position
    }

    func describe(_ index: Int) -> String {
        let tag = evidence.tags[index]
        guard let facts = tag.at?.facts else { return tag.title }
        if tag.meaning.statistic == .nonFiniteCount, let number = facts.number {
            return "\(tag.title) is \(ValueText.short(number)) at step \(step)"
        }
        if !facts.isBad { return "\(tag.title) is finite (\(ValueText.range(of: facts)))" }
        var text = "\(tag.title): \(facts.kindsText)"
        if facts.countsAreExact, facts.elementCount > 1 {
            text += " of \(NumberText.grouped(facts.elementCount))"
        }
        if let place = facts.firstBadText { text += ", first at \(place)" }
        return text
    }

    /// How many tensors the tags tell of.
    func tensorCount(_ indices: [Int]) -> Int {
        Set(indices.map { "\(evidence.tags[$0].meaning.role) \(evidence.tags[$0].meaning.layer)" })
            .count
    }

    /// Such as `loss and 3 gradients`.
    func followers(of origin: [Int], among all: [Int]) -> String? {
        let keys = Set(origin.map { evidence.tags[$0].title })
        var names: [TagRole: Set<String>] = [:]
        for index in all where !keys.contains(evidence.tags[index].title) {
            names[evidence.tags[index].meaning.role, default: []].insert(evidence.tags[index].title)
        }
        let parts = TagRole.allCases.compactMap { role -> String? in
            guard let tags = names[role], let noun = Self.nouns[role] else { return nil }
            return NumberText.count(tags.count, noun)
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private static let nouns: [TagRole: String] = [
        .data: "data tag", .input: "layer input", .output: "forward tensor", .loss: "loss tag",
        .gradient: "gradient tag", .update: "update tag", .parameter: "parameter tag",
        .metric: "metric", .unknown: "other tag", .lossScale: "loss scale",
    ]
}

// MARK: - What is no failure

extension OriginAnalysis {
    /// A step that mixed precision skipped because the scaled gradients overflowed.
    private func skippedStep(_ bad: [Int]) -> OriginVerdict? {
        guard of(.gradient, in: bad).count == bad.count, let first = best(of: bad) else {
            return nil
        }
        if let spared = sparedParameters(bad, first) { return spared }
        guard
            let scale = indices(where: { $0.meaning.role == .lossScale }).first
        else { return nil }
        let tag = evidence.tags[scale]
        let scales = ([tag.before.last, tag.at] + tag.after).compactMap { $0?.facts.number }
        // Some log the scale before the update of the step, some after it.
        guard
            let (before, now) = zip(scales, scales.dropFirst()).prefix(3).first(where: { $0 > $1 })
        else { return nil }
        let goesOn = bad.allSatisfy { index in
            let after = evidence.tags[index].after
            return after.isEmpty || after.contains { !evidence.tags[index].isBad($0) }
        }
        guard goesOn else { return nil }
        let text =
            "the loss scale fell from \(ValueText.short(before)) to \(ValueText.short(now)): mixed "
            + "precision skipped this step, as it does when scaled gradients overflow"
        return OriginVerdict(
            direction: .backward,
            tag: first,
            layer: evidence.tags[first].meaning.layer,
            evidence: [describe(first), text],
            harmless: text
        )
    }

    /// Infinite gradients that no parameter took: the update was skipped.
    private func sparedParameters(_ bad: [Int], _ first: Int) -> OriginVerdict? {
        let parameters = indices { $0.meaning.role == .parameter }
        let overflowed = bad.allSatisfy { evidence.tags[$0].at?.facts.nan == 0 }
        let recovered = bad.allSatisfy { index in
            evidence.tags[index].after.contains { !evidence.tags[index].isBad($0) }
        }
        let isSpared = parameters.allSatisfy { index in
            let tag = evidence.tags[index]
            return tag.isFiniteAtTarget && !tag.after.isEmpty
                && tag.after.allSatisfy { !tag.isBad($0) }
        }
        guard !parameters.isEmpty, overflowed, recovered, isSpared else { return nil }
        let text =
            "the parameters stayed finite and so were the next gradients: the update was skipped, as mixed "
            + "precision does when scaled gradients overflow"
        return OriginVerdict(
            direction: .backward,
            tag: first,
            layer: evidence.tags[first].meaning.layer,
            evidence: [describe(first), text],
            harmless: text
        )
    }

    /// Whether a tensor holds -Inf from the first value on, and nothing else that is not finite.
    private func isMask(_ index: Int) -> Bool {
        let tag = evidence.tags[index]
        guard tag.meaning.role.isForward || tag.meaning.role == .unknown,
            !tag.isScalar || tag.meaning.statistic == .minimum
        else { return false }
        return (tag.before + [tag.at].compactMap(\.self)).allSatisfy {
            $0.facts.negativeInfinity > 0 && $0.facts.nan == 0 && $0.facts.positiveInfinity == 0
        }
    }

    private func mask(_ bad: [Int]) -> OriginVerdict? {
        guard let first = best(of: bad) else { return nil }
        let followed = finite(.output, .loss)
        guard !followed.isEmpty else { return nil }
        let text =
            "-Inf from its first value on, and what follows is finite: a mask, as attention has"
        return OriginVerdict(
            direction: .forward,
            tag: first,
            layer: evidence.tags[first].meaning.layer,
            evidence: [describe(first), text],
            harmless: text
        )
    }

    /// A measure that has no value before its first result.
    private func notYet(_ bad: [Int]) -> OriginVerdict? {
        let metrics = bad.allSatisfy { index in
            let tag = evidence.tags[index]
            return tag.meaning.role == .metric && tag.before.allSatisfy { tag.isBad($0) }
                && !tag.after.isEmpty && tag.after.contains { !tag.isBad($0) }
        }
        guard metrics, let first = bad.first else { return nil }
        let text = "a measure without a value so far; it became finite later"
        return OriginVerdict(
            direction: .unknown,
            tag: first,
            layer: "",
            evidence: [describe(first), text],
            harmless: text
        )
    }
}

// MARK: - The parts of a step, in order

extension OriginAnalysis {
    private func data(_ bad: [Int]) -> OriginVerdict? {
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
                    })
            else { return nil }
            found = [first]
        }
        guard let origin = best(of: found) else { return nil }
        var lines = [
            describe(origin),
            "it is what the step was given, so nothing before it can be the reason",
        ]
        if let rest = followers(of: [origin], among: bad) {
            lines.append("not finite at the same step, and after it: \(rest)")
        }
        return OriginVerdict(
            direction: .data,
            tag: origin,
            layer: evidence.tags[origin].meaning.layer,
            evidence: lines
        )
    }

    private func forward(_ bad: [Int]) -> OriginVerdict? {
        let found = forwardTags(bad)
        guard let earliest = found.min(by: isEarlier) else { return nil }
        let key = evidence.tags[earliest].key
        let origin =
            best(
                of: found.filter {
                    evidence.tags[$0].key == key
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
        if let feed = feeds(of: origin).first(where: { evidence.tags[$0].isFiniteAtTarget }) {
            lines.append("what goes into it is finite at that step: \(describe(feed))")
        } else if let start = position(origin),
            !indices(where: { $0.isFiniteAtTarget }).contains(where: {
                evidence.tags[$0].meaning.role.isForward && (position($0) ?? .infinity) < start
            }), finite(.data).isEmpty
        {
            lines.append(
                "it is the first tensor of the forward pass that was logged, and what goes into it was not"
            )
            verdict.advice.append(
                "log the batch itself (role: .input), to see whether the data are clean"
            )
        }
        if let rest = followers(of: [origin], among: bad) {
            lines.append("not finite at the same step, and later in it: \(rest)")
        }
        lines.append("layers are ordered by \(order.source.rawValue)")
        verdict.evidence = lines
        return verdict
    }

    private func loss(_ bad: [Int]) -> OriginVerdict? {
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
                "all \(NumberText.count(tensorCount(forward), "forward tensor")) "
                    + "of that step are finite, the last of them, \(describe(last))"
            )
        } else {
            let gradients = of(.gradient, in: indices { $0.at != nil })
            let parameters = finite(.parameter)
            verdict.direction = gradients.isEmpty && parameters.isEmpty ? .unknown : .forward
            lines.append(
                verdict.direction == .unknown
                    ? "nothing else of that step was logged, so the data cannot tell where it came from"
                    : "no tensor of the forward pass was logged at that step: it broke at or before the loss, "
                        + "and the gradients follow from that"
            )
            verdict.advice.append(
                "log the inputs and outputs of each layer (writer.dump, or forward hooks) to name the layer"
            )
        }
        if let rest = followers(of: [origin], among: bad) {
            lines.append("not finite at the same step, and after it: \(rest)")
        }
        if evidence.tags.allSatisfy({ $0.meaning.role != .gradient }) {
            verdict.advice.append("log the gradients, to tell the forward from the backward pass")
        }
        verdict.evidence = lines
        return verdict
    }

    private func backward(_ bad: [Int]) -> OriginVerdict? {
        let gradients = of(.gradient, in: bad)
        guard !gradients.isEmpty else { return nil }
        let layered = gradients.filter { !evidence.tags[$0].isAggregate && position($0) != nil }
        let finiteGradients = finite(.gradient).filter { !evidence.tags[$0].isAggregate }
        let finiteLosses = finite(.loss)
        guard let latest = layered.max(by: isEarlier) ?? best(of: gradients) else { return nil }
        let key = evidence.tags[latest].key
        let origin = best(of: layered.filter { evidence.tags[$0].key == key }) ?? latest
        var lines = [describe(origin)]
        if let loss = finiteLosses.first {
            lines.append("the loss of that step is finite: \(describe(loss))")
        }
        let forward = finite(.output, .input)
        if !forward.isEmpty {
            lines.append(
                "all \(NumberText.count(tensorCount(forward), "forward tensor")) of that step are finite"
            )
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
        if finiteLosses.isEmpty, forward.isEmpty, finiteGradients.isEmpty {
            verdict.direction = .unknown
            lines.append(
                "neither loss nor forward pass were logged at that step, so it may have begun there"
            )
            verdict.advice.append(
                "log the loss and the outputs of each layer at the same steps as the gradients"
            )
        } else if layered.isEmpty {
            lines.append("only a norm over all gradients was logged, so the layer is not known")
            verdict.advice.append("log the gradient of each parameter, to name the layer")
        }
        if let rest = followers(of: [origin], among: bad) {
            lines.append("not finite at the same step, and after it: \(rest)")
        }
        verdict.evidence = lines
        return verdict
    }

    /// A learning rate that is no number breaks every parameter that it updates.
    private func learningRate(_ bad: [Int]) -> OriginVerdict? {
        guard let origin = of(.learningRate, in: bad).first else { return nil }
        var lines = [describe(origin), "the update multiplies every gradient by it"]
        if !finite(.gradient).isEmpty { lines.append("the gradients of that step are finite") }
        if let rest = followers(of: [origin], among: bad) {
            lines.append("not finite at the same step, and after it: \(rest)")
        }
        return OriginVerdict(direction: .update, tag: origin, layer: "", evidence: lines)
    }

    private func update(_ bad: [Int]) -> OriginVerdict? {
        let updates = of(.update, in: bad)
        let parameters = of(.parameter, in: bad)
        guard let origin = best(of: updates) ?? best(of: parameters) else { return nil }
        let gradients = finite(.gradient)
        var lines = [describe(origin)]
        var direction = OriginDirection.update
        if gradients.isEmpty, finite(.loss, .output).isEmpty {
            direction = .unknown
            lines.append("neither gradients nor loss were logged at that step")
        } else if !gradients.isEmpty {
            let whole = Set(gradients.map { evidence.tags[$0].title }).count
            lines.append("the gradients of that step are finite (all \(whole) that were logged)")
        } else {
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
            advice: gradients.isEmpty ? ["log the gradients beside the parameters"] : []
        )
    }

    private func unknown(_ bad: [Int]) -> OriginVerdict? {
        let ordered = bad.sorted { order(of: $0) < order(of: $1) }
        guard let origin = ordered.first else { return nil }
        let role = evidence.tags[origin].meaning.role
        var lines = [
            describe(origin),
            role == .metric
                ? "only a measure of quality was logged, so the data cannot tell where it came from"
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
                    + "or tell what the tags mean with --rules"
            ]
        )
    }
}

// MARK: - Forward order

extension OriginAnalysis {
    /// Tags of the forward pass, those among them whose names do not tell but whose layer does.
    func forwardTags(_ indices: [Int]) -> [Int] {
        indices.filter { index in
            let tag = evidence.tags[index]
            if tag.meaning.role.isForward { return true }
            guard tag.meaning.role == .unknown, !tag.isScalar else { return false }
            return tag.meaning.operation != nil
                || evidence.tags.contains {
                    [.parameter, .gradient].contains($0.meaning.role) && $0.key.matches(tag.key)
                }
        }
    }

    /// Whether the first tag's layer comes before the second's in the forward pass.
    func isEarlier(_ left: Int, _ right: Int) -> Bool {
        switch (position(left), position(right)) {
        case (let a?, let b?): a == b ? order(of: left) < order(of: right) : a < b
        case (nil, nil): order(of: left) < order(of: right)
        case (_?, nil): true
        case (nil, _?): false
        }
    }

    func order(of index: Int) -> Int { evidence.tags[index].at?.order ?? .max }

    /// What goes into the layer of a tag, the surest first: its own input, what comes before it.
    func feeds(of index: Int) -> [Int] {
        let tag = evidence.tags[index]
        var feeds: [Int] = []
        if tag.meaning.role != .input {
            feeds += indices {
                $0.meaning.role == .input && $0.key == tag.key
                    && $0.meaning.statistic != .nonFiniteCount
            }
        }
        if let start = position(index) {
            let before = indices {
                ($0.meaning.role == .output) && $0.at != nil && $0.key != tag.key
            }.filter { (position($0) ?? .infinity) < start }
            if let last = before.max(by: isEarlier) {
                let key = evidence.tags[last].key
                feeds += before.filter { evidence.tags[$0].key == key }
            } else {
                feeds += indices { $0.meaning.role == .data && $0.at != nil }
            }
        }
        // Whole tensors tell more than what was computed of them, and counts of NaNs nothing.
        return feeds.filter { evidence.tags[$0].meaning.statistic != .nonFiniteCount }
            .sorted { rank($0) < rank($1) }
    }
}
