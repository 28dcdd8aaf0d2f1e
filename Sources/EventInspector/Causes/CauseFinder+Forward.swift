internal import TagRoles
internal import TensorBoardEvents
internal import TextOutput

/// Causes that show in the inputs of the layer that broke in the forward pass: zeros, ones, numbers
/// out of range.
extension CauseFinder {
    /// An operation with an input at or beyond the end of its domain.
    func singularForward() -> [Cause] {
        let operation = operation(of: verdict.tag)
        var causes: [Cause] = []
        if operation.map(Self.quotients.contains) ?? false { causes += zeroDenominator() }
        for feed in feedsOfOrigin() where causes.count < Self.limit {
            guard let input = facts(of: feed), !input.isBad, input.isKnown else { continue }
            func find(_ facts: TensorFacts) -> [Cause] {
                let found = forward(operation, feed, facts)
                return found.isEmpty ? rows(feed, facts) : found
            }
            causes += find(input).filter { !wasSoBefore($0, feed, find) }
        }
        if causes.isEmpty, operation == .normalize { causes += constantColumns() }
        if causes.isEmpty, operation == nil || operation == .linear {
            causes += zeroDenominator()
        }
        return Array(causes.prefix(Self.limit))
    }

    /// Operations that divide.
    private static let quotients: Set<TensorOperation> = [.divide, .normalize, .atan2, .softmax]

    /// The most causes to report; the most certain or nearest are found first.
    static let limit = 2

    private func feedsOfOrigin() -> [Int] {
        var feeds = analysis.feeds(of: verdict.tag)
        if origin.meaning.role == .loss {
            // A loss is computed from the network's last output.
            let outputs = analysis.forwardTags(analysis.indices { $0.at != nil })
            if let last = outputs.max(by: analysis.isEarlier) {
                let own = outputs.filter { analysis.layer($0) == analysis.layer(last) }
                // Whole tensors first, the last of them before its inputs.
                feeds += own.reversed().filter { !evidence.tags[$0].isScalar }
                feeds += own.filter { evidence.tags[$0].isScalar }
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
                // A layer that is named like a loss need not be one.
                return [logZero([line, result], operation == .log || isLoss ? .shown : .likely)]
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
            if input.holdsZero, operation != .norm, facts.positiveInfinity > 0 || facts.nan > 0 {
                return [divideByZero([line, result], .likely)]
            }
        case .arcFunction:
            if let size = input.magnitude, size > 1 { return [arccosDomain([line, result])] }
        case .divide, .normalize, .atan2:
            if let cause = division(feed, input, line, result) { return [cause] }
        case .softmax, .exponential, .logSoftmax:
            if let cause = exponential(input, line, result, exponentStrength(of: feed)) {
                return [cause]
            }
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

    /// An operation without a known name, inferred from its input and its result.
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
                    [line, result, "the logarithm of an exact zero is -Inf"],
                    .likely
                )
            ]
        }
        if facts.isBad, input.holdsZero,
            input.zeros == max(1, input.elementCount)
                || (facts.positiveInfinity > 0 && facts.negativeInfinity > 0)
        {
            return [divideByZero([line, result], .possible)]
        }
        if isExponent(feed), let size = input.maximum, size < 1e5,
            let cause = exponential(input, line, result, .possible)
        {
            return [cause]
        }
        return []
    }

    /// Rows of zeros, or of equal numbers, in the input that are broken in the output.
    private func rows(_ feed: Int, _ input: TensorFacts) -> [Cause] {
        let bad = facts.rows.bad
        guard let first = bad.first else { return [] }
        let (odd, what) =
            input.rows.zero.isEmpty
            ? (input.rows.constant, "contains one number only, so its deviation is 0")
            : (input.rows.zero, "is all zeros, so its norm and its sum are 0")
        guard odd == bad else { return [] }
        return [
            divideByZero(
                [
                    "row \(first) of \(title(feed)), which goes into it, \(what)",
                    "the non-finite rows of its output are the same: "
                        + bad.prefix(5).map(String.init).joined(separator: ", ")
                        + (bad.count > 5 ? ", …" : ""),
                ],
                .likely
            )
        ]
    }

    /// Whole columns that a normalization broke, from an input with as many zeros.
    private func constantColumns() -> [Cause] {
        guard let rows = facts.shape?.first, rows > 1, (facts.shape?.count ?? 0) > 1,
            facts.countsAreExact, facts.badCount > 0, facts.badCount < facts.elementCount,
            facts.badCount % Int(clamping: rows) == 0
        else { return [] }
        for feed in feedsOfOrigin() {
            guard let input = facts(of: feed), !input.isBad, input.shape == facts.shape,
                let zeros = input.zeros, zeros >= facts.badCount
            else { continue }
            let columns = facts.badCount / Int(clamping: rows)
            return [
                divideByZero(
                    [
                        "what goes into it: \(title(feed)), \(ValueText.range(of: input))",
                        "the number of non-finite elements is that of \(NumberText.count(columns, "column")): "
                            + "a column of zeros has no deviation",
                        analysis.describe(verdict.tag),
                    ],
                    .likely
                )
            ]
        }
        return []
    }

    private func division(
        _ feed: Int,
        _ input: TensorFacts,
        _ line: String,
        _ result: String
    ) -> Cause? {
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

    /// A tensor that is named like a divisor, and contains an exact zero as it never did before.
    func zeroDenominator() -> [Cause] {
        let found = analysis.indices { tag in
            tag.isFiniteAtTarget && !tag.isAggregate
                && (tag.meaning.statistic == .values || tag.meaning.statistic == .minimum)
                && [.output, .unknown, .data, .derived, .coefficient].contains(tag.meaning.role)
                && !TagWords(tag.name).folded.allSatisfy { !Self.divisors.contains($0) }
        }
        for index in found where index != verdict.tag && mayComeBefore(index) {
            let tag = evidence.tags[index]
            guard let input = tag.at?.facts, input.holdsZero else { continue }
            let before = tag.before.filter { !tag.isBad($0) }
            guard !before.isEmpty, !before.contains(where: { $0.facts.holdsZero }) else { continue }
            let takesLogarithm = !Set(TagWords(tag.name).folded).isDisjoint(with: Self.deviations)
            var cause = divideByZero(
                [
                    "\(title(index)), named like a divisor: \(ValueText.range(of: input)), for the first "
                        + "time in \(NumberText.count(before.count + 1, "value"))",
                    analysis.describe(verdict.tag),
                ],
                before.count < 2 || takesLogarithm ? .likely : .shown
            )
            if takesLogarithm {
                cause.title = "a zero in \(title(index)): a division by it, or its logarithm"
            }
            return [cause]
        }
        return []
    }

    /// Words of what is divided by, and of which logarithms are taken as well.
    private static let deviations: Set<String> = [
        "std", "sigma", "var", "variance", "scale", "deviation", "stddev",
    ]

    /// How certain an exponential is: its argument is what the layer itself was given, or is named
    /// as an argument, but in attention half precision and masks break as well.
    private func exponentStrength(of feed: Int) -> Cause.Strength {
        let words = Set(TagWords(origin.name).folded)
        guard words.isDisjoint(with: ["attn", "attention"]) else { return .possible }
        let isOwn =
            evidence.tags[feed].meaning.role == .input
            && analysis.layer(feed) == analysis.layer(verdict.tag)
        return isOwn || isExponent(feed) ? .shown : .likely
    }

    /// Whether a tensor is named as what exponentials are taken of.
    private func isExponent(_ index: Int) -> Bool {
        let words = TagWords(evidence.tags[index].name).folded
        return !Set(words).isDisjoint(with: [
            "logit", "logits", "score", "scores", "logvar", "logsigma", "logstd", "exponent",
            "energy", "energies",
        ])
            || zip(words, words.dropFirst()).contains { pair in
                pair.0 == "log"
                    && ["var", "variance", "sigma", "std", "scale", "ratio"].contains(pair.1)
            }
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
}
