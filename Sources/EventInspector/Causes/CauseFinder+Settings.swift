internal import NonFiniteNumbers
internal import TagRoles
internal import TextOutput

/// Causes among what people set: the learning rate and other hyperparameters.
extension CauseFinder {
    /// A learning rate or another setting that is absurd, or that jumped, at the step or right
    /// before it.
    func settings() -> [Cause] {
        var causes: [Cause] = []
        for index in evidence.tags.indices where index != verdict.tag {
            let isRate = isLearningRate(index)
            guard isRate || isSetting(index), let change = change(of: index, isRate: isRate) else {
                continue
            }
            let name = isRate ? "the learning rate" : title(index)
            let became =
                "\(ValueText.short(change.now)) at step \(NumberText.grouped(change.step))"
            causes.append(
                Cause(
                    kind: !isRate
                        ? .hyperparameter : change.now.isFinite ? .divergence : .optimizer,
                    title: change.isAbsurd
                        ? "\(name) is \(ValueText.short(change.now))" : "\(name) jumped",
                    evidence: [
                        change.was.map {
                            "\(title(index)) was \(ValueText.short($0)) and became \(became)"
                        } ?? "\(title(index)) is \(became)"
                    ],
                    remedy: isRate
                        ? "look at the schedule, and at what a restart sets: the rate must stay near what worked"
                        : "look at what sets \(name), and keep it near what worked",
                    strength: !isRate ? .possible : change.isAbsurd ? .shown : .likely
                )
            )
        }
        return Array(causes.prefix(1))
    }

    /// What a setting became.
    private struct Change {
        var was: Double?
        var now: Double
        var step: Int64
        var isAbsurd: Bool
    }

    private func change(of index: Int, isRate: Bool) -> Change? {
        let tag = evidence.tags[index]
        let points = (tag.before + [tag.at].compactMap(\.self)).suffix(Self.settingsLimit)
            .compactMap { point in point.facts.number.map { (point.step, $0) } }
        let absurd = isRate ? Self.absurdRate : Self.absurdNumber
        let recent = max(0, points.count - Self.recentCount)
        var largest = points[..<recent].reduce(0.0) { max($0, abs($1.1)) }
        for place in points.indices[recent...] {
            let (step, now) = points[place]
            let was = place > 0 ? points[place - 1].1 : nil
            if !(abs(now) < absurd) {
                // Something else that is not finite may be the result of the break.
                guard isRate || now.isFinite, largest < absurd else { return nil }
                return Change(was: was, now: now, step: step, isAbsurd: true)
            }
            if place >= 3, largest > 0, abs(now) >= Self.jump * largest {
                return Change(was: was, now: now, step: step, isAbsurd: false)
            }
            largest = max(largest, abs(now))
        }
        return nil
    }

    /// Whether a tag is a learning rate, and not what depends on one, such as a loss.
    func isLearningRate(_ index: Int) -> Bool {
        let tag = evidence.tags[index]
        return tag.isScalar && tag.meaning.role == .learningRate
            && !TagWords(tag.name).folded.contains("loss")
    }

    private func isSetting(_ index: Int) -> Bool {
        let tag = evidence.tags[index]
        return tag.isScalar && tag.meaning.statistic == .values
            && tag.meaning.role == .coefficient
    }

    /// The hyperparameters of the hparams plugin that are not finite.
    func hyperparameters(_ parts: [(name: String, kind: NonFiniteKind)]) -> [Cause] {
        func isRate(_ words: Set<String>) -> Bool {
            words.contains("lr") || words.isSuperset(of: ["learning", "rate"])
        }
        let named = parts.map {
            (name: $0.name, kind: $0.kind, words: Set(TagWords($0.name).folded))
        }
        for (name, kind, words) in named.filter({ isRate($0.words) })
            + named.filter({ !isRate($0.words) })
        {
            let isRate = isRate(words)
            // An infinite limit means none.
            guard kind == .nan || isRate || !words.isDisjoint(with: Self.settingNames) else {
                continue
            }
            return [
                Cause(
                    kind: isRate ? .optimizer : .hyperparameter,
                    title: isRate
                        ? "the learning rate itself is not finite"
                        : "the hyperparameter \(EscapedText.terminal(name)) is not finite",
                    evidence: [
                        "\(EscapedText.terminal(name)) is \(kind.settingText) among the run's hyperparameters"
                    ],
                    remedy: "set it to a finite number, and check what reads it",
                    strength: .likely
                )
            ]
        }
        return []
    }

    private static let settingNames: Set<String> = [
        "momentum", "decay", "wd", "temperature", "temp", "eps", "epsilon", "beta", "beta1",
        "beta2", "alpha", "gamma", "lambda", "tau", "coef", "coefficient",
    ]
    private static let settingsLimit = 64
    /// What counts as right before the break: the last values of the setting.
    private static let recentCount = 3
    private static let jump = 100.0
    private static let absurdRate = 1e6
    private static let absurdNumber = 1e30
}

extension NonFiniteKind {
    fileprivate var settingText: String {
        switch self {
        case .nan: "NaN"
        case .positiveInfinity: "+Inf"
        case .negativeInfinity: "-Inf"
        case .unknown: "not finite"
        }
    }
}
