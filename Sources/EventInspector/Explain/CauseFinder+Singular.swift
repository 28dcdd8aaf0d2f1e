internal import TensorBoardEvents

/// Causes that show in what went into the layer that broke: zeros, ones, numbers out of range.
extension CauseFinder {
    // MARK: Forward

    /// An operation that was given a number at or beyond the end of its domain.
    func singularForward() -> [Cause] {
        let operation = operation(of: verdict.tag)
        var causes: [Cause] = []
        for feed in feedsOfOrigin() {
            guard let input = facts(of: feed), !input.isBad, input.isKnown else { continue }
            causes += forward(operation, feed, input)
            if causes.isEmpty { causes += rows(feed, input) }
        }
        if causes.isEmpty,
            operation == .divide || operation == .normalize || operation == nil
                || operation == .linear
        {
            causes += zeroDenominator()
        }
        return Array(causes.prefix(2))
    }

    private func feedsOfOrigin() -> [Int] {
        var feeds = analysis.feeds(of: verdict.tag)
        if origin.meaning.role == .loss {
            // A loss is computed from the last of what the network gave.
            let outputs = analysis.forwardTags(analysis.indices { $0.at != nil })
            if let last = outputs.max(by: analysis.isEarlier) {
                let key = evidence.tags[last].key
                feeds += outputs.filter { evidence.tags[$0].key == key }.sorted { left, _ in
                    !evidence.tags[left].isScalar
                }
            }
        }
        return feeds
    }

    private func forward(
        _ operation: TensorOperation?,
        _ feed: Int,
        _ input: TensorFacts
    ) -> [Cause] {
        let isProbability = (input.minimum ?? -1) >= 0 && (input.maximum ?? 2) <= 1.000_001
        let line = "what goes into it: \(title(feed)), \(ValueText.range(of: input))"
        let result = analysis.describe(verdict.tag)
        let isLoss = origin.meaning.role == .loss
        switch operation {
        case .log, .logarithmicLoss:
            if input.holdsZero, (input.minimum ?? 0) >= 0 {
                return [logZero([line, result], .shown)]
            }
            if let low = input.minimum, low < 0, operation == .log {
                return [logNegative([line, result])]
            }
            if isLoss, isProbability, input.holdsOne {
                return [
                    logZero(
                        [line, "a probability of exactly 1 leaves 0 for the others", result],
                        .likely
                    )
                ]
            }
        case .log1p:
            if let low = input.minimum, low <= -1 {
                return [
                    low == -1
                        ? logZero([line, "log(1 + x) at -1", result], .shown)
                        : logNegative([line, result])
                ]
            }
        case .squareRoot, .norm, .power:
            if let low = input.minimum, low < 0, facts.nan > 0, operation != .norm {
                return [sqrtNegative([line, result])]
            }
            if input.holdsZero, operation != .norm, facts.positiveInfinity + facts.nan > 0 {
                return [divideByZero([line, result], .likely)]
            }
        case .arcFunction:
            if let size = input.magnitude, size > 1 { return [arccosDomain([line, result])] }
        case .divide, .normalize, .atan2:
            if let cause = division(feed, input, line, result) { return [cause] }
        case .softmax, .exponential, .logSoftmax:
            if let cause = exponential(input, line, result, .shown) { return [cause] }
            if operation == .softmax, let cause = division(feed, input, line, result) {
                return [cause]
            }
        case .linear, nil:
            break
        }
        guard operation == nil || operation == .linear else { return [] }
        return unnamed(
            feed,
            input,
            isLoss: isLoss,
            isProbability: isProbability,
            line: line,
            result: result
        )
    }

    /// What an operation without a telling name must have been, from its input and its result.
    private func unnamed(
        _ feed: Int,
        _ input: TensorFacts,
        isLoss: Bool,
        isProbability: Bool,
        line: String,
        result: String
    ) -> [Cause] {
        if isLoss, isProbability, input.holdsZero {
            return [
                logZero([line, result, "a loss over probabilities takes their logarithm"], .likely)
            ]
        }
        guard operation(of: verdict.tag) == nil else { return [] }
        if facts.negativeInfinity > 0, facts.positiveInfinity == 0, input.holdsZero,
            (input.minimum ?? 0) >= 0
        {
            return [
                logZero(
                    [line, result, "-Inf out of an exact zero is what a logarithm gives"],
                    .likely
                )
            ]
        }
        if facts.positiveInfinity + facts.negativeInfinity > 0 || facts.nan > 0, input.holdsZero,
            input.zeros == max(1, input.elementCount)
                || (facts.positiveInfinity > 0 && facts.negativeInfinity > 0)
        {
            return [divideByZero([line, result], .possible)]
        }
        if let size = input.maximum, size < 1e5,
            let cause = exponential(input, line, result, .possible)
        {
            return [cause]
        }
        return []
    }

    /// Rows of zeros, or of equal numbers, that went in and came out broken.
    private func rows(_ feed: Int, _ input: TensorFacts) -> [Cause] {
        let bad = facts.rows.bad
        guard let first = bad.first else { return [] }
        let (odd, what) =
            input.rows.zero.isEmpty
            ? (input.rows.constant, "holds one number only, so that its deviation is 0")
            : (input.rows.zero, "is all zeros, so that its norm and its sum are 0")
        guard odd == bad else { return [] }
        return [
            divideByZero(
                [
                    "row \(first) of \(title(feed)), which goes into it, \(what)",
                    "the rows of its output that are not finite are the same: "
                        + bad.prefix(5).map(String.init).joined(separator: ", ")
                        + (bad.count > 5 ? ", …" : ""),
                ],
                .likely
            )
        ]
    }

    private func division(
        _ feed: Int,
        _ input: TensorFacts,
        _ line: String,
        _ result: String
    ) -> Cause? {
        if let zero = zeroDenominator().first { return zero }
        if let low = input.minimum, low == input.maximum, input.elementCount > 1 {
            return divideByZero(
                [line, "all elements are equal, so their deviation is 0", result],
                .shown
            )
        }
        if input.shape?.first == 1, facts.nan > 0 {
            return divideByZero([line, "a batch of one has no deviation", result], .possible)
        }
        if input.holdsZero {
            return divideByZero([line, result], input.zeros == nil ? .likely : .shown)
        }
        return nil
    }

    /// A tensor that is named as what one divides by, and holds an exact zero.
    private func zeroDenominator() -> [Cause] {
        let names: Set<String> = [
            "std", "denom", "denominator", "count", "counts", "norm", "norms", "scale", "sum",
            "var",
            "variance", "total", "divisor", "sigma", "range", "num", "size", "length", "mass", "z",
            "deviation", "stddev", "n", "weightsum", "mask", "sumexp", "partition", "distance",
            "dist",
        ]
        let found = analysis.indices { tag in
            tag.isFiniteAtTarget && !tag.isAggregate
                && (tag.meaning.statistic == .values || tag.meaning.statistic == .minimum)
                && [.output, .unknown, .data].contains(tag.meaning.role)
                && TagWords(tag.name).folded.contains(where: names.contains)
        }
        for index in found where index != verdict.tag {
            guard let input = evidence.tags[index].at?.facts, input.holdsZero else { continue }
            return [
                divideByZero(
                    [
                        "\(title(index)), named as what is divided by: \(ValueText.range(of: input))",
                        analysis.describe(verdict.tag),
                    ],
                    .shown
                )
            ]
        }
        return []
    }

    private func exponential(
        _ input: TensorFacts,
        _ line: String,
        _ result: String,
        _ strength: Cause.Strength
    ) -> Cause? {
        let limits = FloatLimits(input.dtype) ?? .float
        guard let high = input.maximum, high > limits.largestExponent else {
            guard let half = facts.dtype == .half ? FloatLimits.half : nil,
                let high = input.maximum,
                high > half.largestExponent
            else { return nil }
            return expOverflow(
                [
                    line,
                    "exp(x) is infinite in half beyond \(ValueText.short(half.largestExponent))",
                    result,
                ],
                strength
            )
        }
        return expOverflow(
            [
                line,
                "exp(x) is infinite in \(limits.name) beyond \(ValueText.short(limits.largestExponent))",
                result,
            ],
            strength
        )
    }

    // MARK: Backward

    /// An operation whose output is finite and whose slope is not.
    func singularBackward() -> [Cause] {
        var causes: [Cause] = []
        for candidate in layersBetween() {
            let operation = operation(of: candidate)
            let feeds = analysis.feeds(of: candidate)
            let before = causes.count
            defer {
                if causes.count > before, isEverywhere { causes[before].strength = .likely }
            }
            for feed in feeds.isEmpty ? [candidate] : feeds {
                guard let input = facts(of: feed), !input.isBad, input.isKnown else { continue }
                if let cause = backward(operation, candidate, feed, input) {
                    causes.append(cause)
                    break
                }
            }
            // A root of zero is zero: the output shows it as well.
            if causes.isEmpty, operation == .squareRoot || operation == .norm,
                let output = facts(of: candidate), !output.isBad, output.holdsZero
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
        if causes.isEmpty { causes += singularByNumbers() }
        return Array(causes.sorted { $0.strength > $1.strength }.prefix(2))
    }

    /// Whether every gradient broke at once, so that their order tells nothing.
    private var isEverywhere: Bool {
        analysis.finite(.gradient).isEmpty
            && analysis.indices {
                $0.meaning.role == .gradient && $0.isBadAtTarget && !$0.isAggregate
            }.count > 1
    }

    /// Forward tensors at or behind the layer whose gradient broke, before those whose is finite.
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
                // Clipping by a norm that is not finite breaks all gradients, wherever it began.
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
        let line =
            "what went into \(layerName(candidate)): \(title(feed)), \(ValueText.range(of: input))"
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

    /// Where no name tells: a tensor whose numbers lie where a known slope is infinite.
    private func singularByNumbers() -> [Cause] {
        for index in layersBetween() {
            guard let input = facts(of: index), !input.isBad, input.isKnown,
                !evidence.tags[index].isScalar || evidence.tags[index].meaning.statistic == .maximum
            else { continue }
            let words = Set(TagWords(evidence.tags[index].name).folded)
            let isCosine = !words.isDisjoint(with: ["cos", "cosine", "sim", "similarity", "dot"])
            if isCosine, input.holdsOne, (input.magnitude ?? 2) <= 1.000_001 {
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
            if isSquare, input.holdsZero {
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

    // MARK: The causes

    private func slope(_ kind: Cause.Kind, _ candidate: Int, _ line: String) -> Cause {
        let (title, remedy): (String, String) =
            switch kind {
            case .arccosOne:
                (
                    "the slope of arccos and arcsin is infinite at ±1",
                    "replace it near ±1 by a linear approximation, or clamp its input to ±(1 - 1e-6)"
                )
            case .logZero:
                (
                    "the slope of a logarithm, 1/x, overflows near zero",
                    "use log(x + epsilon), log_softmax, or a linear approximation near zero"
                )
            case .divideByZero:
                (
                    "the derivative divides by zero",
                    "divide safely: add an epsilon to the denominator, or mask the zeros before and after"
                )
            default:
                (
                    "the slope of a square root is infinite at zero",
                    "use sqrt(x + epsilon), or a linear approximation near zero"
                )
            }
        return Cause(
            kind: kind,
            title: title,
            evidence: [
                line,
                "the forward pass stayed finite, the gradient did not: \(analysis.describe(verdict.tag))",
            ],
            remedy: remedy,
            strength: .shown,
            layer: evidence.tags[candidate].meaning.layer
        )
    }

    private func logZero(_ lines: [String], _ strength: Cause.Strength) -> Cause {
        Cause(
            kind: .logZero,
            title: "the logarithm of an exact zero",
            evidence: lines,
            remedy:
                "use log_softmax or a loss that takes logits, log(x + epsilon), or a linear approximation near zero",
            strength: strength
        )
    }

    private func logNegative(_ lines: [String]) -> Cause {
        Cause(
            kind: .logNegative,
            title: "the logarithm of a negative number",
            evidence: lines,
            remedy: "clamp its input above zero, and find out why it went below",
            strength: .shown
        )
    }

    private func sqrtNegative(_ lines: [String]) -> Cause {
        Cause(
            kind: .sqrtNegative,
            title: "the square root, or a fractional power, of a negative number",
            evidence: lines,
            remedy:
                "clamp its input to zero or above: a variance computed as E[x²] - E[x]² goes below by rounding",
            strength: .shown
        )
    }

    private func arccosDomain(_ lines: [String]) -> Cause {
        Cause(
            kind: .arccosDomain,
            title: "arccos or arcsin of a number beyond ±1",
            evidence: lines,
            remedy: "clamp its input to ±(1 - 1e-6): rounding carries a cosine past 1",
            strength: .shown
        )
    }

    private func divideByZero(_ lines: [String], _ strength: Cause.Strength) -> Cause {
        Cause(
            kind: .divideByZero,
            title: "a division by zero",
            evidence: lines,
            remedy:
                "divide safely: add an epsilon to the denominator, or skip what has nothing to divide by",
            strength: strength
        )
    }

    private func expOverflow(_ lines: [String], _ strength: Cause.Strength) -> Cause {
        Cause(
            kind: .expOverflow,
            title: "an exponential overflowed, as in a softmax that does not take off its maximum",
            evidence: lines,
            remedy: "subtract the maximum before exp, or use the library's softmax and log_softmax",
            strength: strength
        )
    }
}
