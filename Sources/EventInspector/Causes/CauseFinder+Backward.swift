internal import TagRoles
internal import TensorBoardEvents
internal import TextOutput

/// Causes that show where the forward pass stayed finite: operations whose slope is infinite.
extension CauseFinder {
    /// An operation with a finite output and an infinite slope.
    func singularBackward() -> [Cause] {
        var causes: [Cause] = []
        let candidates = layersBetween()
        for candidate in candidates where causes.count < Self.limit {
            let operation = operation(of: candidate)
            let feeds = analysis.feeds(of: candidate)
            for feed in feeds.isEmpty ? [candidate] : feeds {
                guard let input = facts(of: feed), !input.isBad, input.isKnown else { continue }
                func find(_ facts: TensorFacts) -> [Cause] {
                    backward(operation, candidate, feed, facts).map { [$0] } ?? []
                }
                if let cause = find(input).first, !wasSoBefore(cause, feed, find) {
                    causes.append(cause)
                    break
                }
            }
            // A root of zero is zero: the output shows it as well.
            if causes.isEmpty, operation == .squareRoot || operation == .norm,
                let output = facts(of: candidate), !output.isBad, output.holdsZero,
                !earlierFacts(of: candidate).contains(where: \.holdsZero)
            {
                causes.append(
                    slope(
                        .sqrtZero,
                        candidate,
                        "its output: \(title(candidate)), \(ValueText.range(of: output)), so was its input"
                    )
                )
            }
        }
        if isEverywhere {
            for index in causes.indices { causes[index].strength = .likely }
        }
        return causes.isEmpty ? singularByNumbers(candidates) : causes
    }

    /// Whether all gradients broke at once, so that their order shows nothing.
    private var isEverywhere: Bool {
        analysis.finite(.gradient).isEmpty
            && analysis.indices {
                $0.meaning.role == .gradient && $0.isBadAtTarget && !$0.isAggregate
            }.count > 1
    }

    /// Forward tensors at or after the layer whose gradient broke, before those with finite ones.
    private func layersBetween() -> [Int] {
        let start = analysis.position(verdict.tag)
        let finite = analysis.finite(.gradient).filter { !evidence.tags[$0].isAggregate }
            .compactMap { analysis.position($0) }
        let end =
            finite.filter { position in start.map { position > $0 } ?? false }.min() ?? .infinity
        return analysis.forwardTags(analysis.indices { $0.at != nil && $0.meaning.role != .input })
            .filter { index in
                guard evidence.tags[index].meaning.statistic != .nonFiniteCount else {
                    return false
                }
                // Clipping by a non-finite norm breaks all gradients, wherever it began.
                guard !finite.isEmpty, let start, let position = analysis.position(index) else {
                    return true
                }
                return position >= start && position <= end
            }
    }

    private func backward(
        _ operation: TensorOperation?,
        _ candidate: Int,
        _ feed: Int,
        _ input: TensorFacts
    ) -> Cause? {
        var line: String {
            "what went into \(layerName(candidate)): \(title(feed)), \(ValueText.range(of: input))"
        }
        switch operation {
        case .squareRoot, .norm, .power, .atan2, .normalize:
            guard input.holdsZero else { return nil }
            if operation == .normalize, (input.zeros ?? 0) < input.elementCount, input.zeros != nil
            {
                return nil
            }
            return slope(
                operation == .atan2 || operation == .normalize ? .divideByZero : .sqrtZero,
                candidate,
                line
            )
        case .arcFunction:
            guard input.holdsOne else { return nil }
            return slope(.arccosOne, candidate, line)
        case .log, .logarithmicLoss:
            guard input.holdsZero || (input.smallestMagnitude ?? 1) < 1e-37 else { return nil }
            return slope(.logZero, candidate, line)
        case .divide:
            guard input.holdsZero else { return nil }
            return slope(.divideByZero, candidate, line)
        default: return nil
        }
    }

    /// If no name shows it: a tensor with numbers at which a known slope is infinite.
    private func singularByNumbers(_ candidates: [Int]) -> [Cause] {
        for index in candidates {
            guard let input = facts(of: index), !input.isBad, input.isKnown,
                !evidence.tags[index].isScalar || evidence.tags[index].meaning.statistic == .maximum
            else { continue }
            let words = Set(TagWords(evidence.tags[index].name).folded)
            let isCosine = !words.isDisjoint(with: ["cos", "cosine", "sim", "similarity", "dot"])
            if isCosine, input.holdsOne, (input.magnitude ?? 2) <= 1.000_001,
                !earlierFacts(of: index).contains(where: \.holdsOne)
            {
                var cause = slope(
                    .arccosOne,
                    index,
                    "\(title(index)), \(ValueText.range(of: input))"
                )
                cause.strength = .likely
                return [cause]
            }
            let isSquare = !words.isDisjoint(with: [
                "square", "squared", "sq", "sumsq", "variance", "var", "dist2", "sqdist",
            ])
            if isSquare, input.holdsZero,
                !earlierFacts(of: index).contains(where: \.holdsZero)
            {
                var cause = slope(
                    .sqrtZero,
                    index,
                    "\(title(index)), \(ValueText.range(of: input))"
                )
                cause.strength = .likely
                return [cause]
            }
        }
        return []
    }

    private func layerName(_ index: Int) -> String {
        let layer = evidence.tags[index].meaning.layer
        return layer.isEmpty ? title(index) : EscapedText.terminal(layer)
    }
}
