/// Interprets the names that training code gives to its tags.
///
/// The vocabulary is that of tags seen in the wild: hooks of PyTorch users, Lightning's
/// `grad_2.0_norm/fc1.weight`, Megatron's `grad-norm` and `loss-scale`, DeepSpeed's
/// `Train/Samples/train_loss`, TransformerEngine's `{layer}_{tensor}_{stat}`, SageMaker Debugger's
/// `gradient/{parameter}` and `{layer}_output_0`, Keras' `dense/kernel_0`.
package struct TagGrammar: Sendable {
    /// Rules that take precedence over the vocabulary.
    package var rules: TagRules

    package init(rules: TagRules = TagRules()) {
        self.rules = rules
    }

    /// The meaning of a tag.
    ///
    /// - Parameters:
    ///   - tag: The tag.
    ///   - isScalar: Whether its values are single numbers, which may be statistics of a tensor;
    ///     the name of a whole tensor does not end in one.
    /// - Returns: Its meaning, with the role ``TagRole/unknown`` if the name does not reveal one.
    package func meaning(of tag: String, isScalar: Bool) -> TagMeaning {
        let words = TagWords(tag)
        var meaning = Self.vocabulary(words, isScalar: isScalar)
        if let rule = rules.first(matching: tag) {
            meaning.role = rule.role.coarse
            if let layer = rule.layer { meaning.layer = layer }
            meaning.source = "the rule '\(rule.text)' says so"
        }
        meaning.operation = TensorOperation(words: LayerKey(meaning.layer).parts)
        if meaning.operation == nil, meaning.role == .loss {
            meaning.operation = TensorOperation(words: words.folded)
        }
        return meaning
    }

    private static func vocabulary(_ words: TagWords, isScalar: Bool) -> TagMeaning {
        let folded = words.folded
        // Megatron writes these twice, the second time over the number of samples.
        if folded.suffix(2) == ["vs", "samples"] { return TagMeaning(role: .ignored) }
        var used = Set<Int>()
        var (role, source) = role(of: folded, &used)
        var meaning = TagMeaning(role: role)
        if isScalar { meaning.statistic = statistic(of: folded, role: role, &used) }
        if role == .gradient || role == .update || role == .parameter {
            let leaves = parameterLeaves(of: folded)
            used.formUnion(leaves)
            if let last = leaves.first { meaning.leaf = folded[last] }
        }
        for index in folded.indices where context.contains(folded[index]) { used.insert(index) }
        dropNumbers(of: folded, &used)
        meaning.layer = words.text(of: folded.indices.filter { !used.contains($0) })
        if role == .input, meaning.layer.isEmpty { role = .data }
        // A statistic without a word of a role is that of a layer's output.
        if role == .unknown, meaning.statistic != .values, !meaning.layer.isEmpty {
            (role, source) = (.output, "its tag names a statistic of a layer")
        }
        meaning.role = role
        meaning.source = source
        return meaning
    }

    private static func role(of words: [String], _ used: inout Set<Int>) -> (TagRole, String) {
        func find(_ set: Set<String>) -> [Int] { words.indices.filter { set.contains(words[$0]) } }
        func said(_ index: Int) -> String { "its tag says '\(words[index])'" }
        for index in words.indices.dropLast()
        where words[index] == "loss" && ["scale", "scaler", "scaling"].contains(words[index + 1]) {
            used.formUnion(words.indices)
            return (.lossScale, said(index + 1))
        }
        if let index = find(["scaler", "lossscale", "gradscaler"]).first {
            used.formUnion(words.indices)
            return (.lossScale, said(index))
        }
        if let index = learningRate(in: words) {
            used.formUnion(words.indices)
            return (.learningRate, said(index))
        }
        let gradients = words.indices.filter { isGradient(words[$0], at: $0, of: words) }
        if let index = gradients.first {
            used.formUnion(gradients)
            used.formUnion(find(roleWords))
            return (.gradient, said(index))
        }
        let isEvaluation = !find(evaluation).isEmpty
        let updates = find(updateWords)
        if let index = updates.first, !isEvaluation {
            used.formUnion(updates)
            used.formUnion(find(["exp", "avg", "sq", "state"]))
            return (.update, said(index))
        }
        let losses = words.indices.filter { isLoss(words[$0]) || isCrossEntropy(words, $0) }
        if let index = losses.first {
            used.formUnion(isEvaluation ? [] : losses)
            return (isEvaluation ? .metric : .loss, said(index))
        }
        if let index = find(metricWords).first { return (.metric, said(index)) }
        if let first = words.first, words.count > 1, inputWords.contains(first) || first == "in" {
            used.insert(0)
            return (.input, said(0))
        }
        if let index = find(outputWords).first, !hasParameterLeaf(words) {
            used.insert(index)
            return (isEvaluation ? .metric : .output, said(index))
        }
        if let index = words.indices.first(where: { isParameter(words, $0) }) {
            used.formUnion(find(["parameters", "params", "param", "parameter", "weights"]))
            return (.parameter, said(index))
        }
        if let index = find(inputWords).first {
            used.insert(index)
            return (.input, said(index))
        }
        if let index = find(dataWords).first {
            return (.data, said(index))
        }
        return (.unknown, "")
    }

    // MARK: Words of each role

    private static let gradientWords: Set<String> = [
        "grad", "grads", "gradient", "gradients", "dgrad", "wgrad", "backward", "bwd", "grd",
        "gradnorm", "gnorm", "derivative", "derivatives", "vjp",
    ]
    private static let updateWords: Set<String> = [
        "update", "updates", "delta", "deltas", "moment", "moments", "momentum", "velocity",
        "optimizer", "optim", "exp_avg", "avg", "adam", "adamw",
    ]
    private static let outputWords: Set<String> = [
        "activation", "activations", "act", "acts", "output", "outputs", "out", "hidden",
        "logits", "preactivation", "preactivations", "preact", "forward", "fwd", "pred",
        "preds", "prediction", "predictions", "attn", "probs", "probabilities", "embeddings",
    ]
    private static let inputWords: Set<String> = ["input", "inputs"]
    private static let dataWords: Set<String> = [
        "data", "batch", "image", "images", "target", "targets", "label", "labels", "dataset",
        "sample", "samples", "x", "features",
    ]
    private static let metricWords: Set<String> = [
        "accuracy", "acc", "f1", "auc", "precision", "recall", "reward", "return", "score",
        "psnr", "ssim", "iou", "map", "fps", "throughput", "perplexity", "ppl", "variance",
        "rew", "val", "validation", "eval", "metric", "metrics", "epoch", "time", "bleu", "wer",
    ]
    private static let evaluation: Set<String> = [
        "val", "valid", "validation", "test", "eval", "evaluation", "dev",
    ]
    private static let parameterLeaves: Set<String> = [
        "weight", "bias", "kernel", "gamma", "beta", "weights", "biases", "w", "b",
    ]
    private static let parameterWords: Set<String> = [
        "weight", "weights", "bias", "biases", "kernel", "param", "params", "parameter",
        "parameters", "gamma", "beta", "running", "moving", "wte", "wpe",
    ]
    private static let roleWords: Set<String> = [
        "output", "outputs", "input", "inputs", "activation", "activations", "params",
        "parameters", "tape",
    ]
    private static let context: Set<String> = [
        "train", "training", "debug", "stats", "stat", "hist", "histogram", "histograms",
        "distribution", "distributions", "tensor", "tensors", "scalars", "hook", "hooks",
        "health", "monitor", "watch", "global", "step", "total", "digest",
    ]

    private static func isGradient(_ word: String, at index: Int, of words: [String]) -> Bool {
        if gradientWords.contains(word) { return true }
        let stem = word.prefix { !$0.isNumber }
        if ["dw", "db", "dx", "dz", "dy", "dh", "dl", "da"].contains(stem), stem.count < 3 {
            return true
        }
        // As in d_w, d_loss.
        return word == "d" && index + 1 < words.count
            && ["w", "b", "x", "weight", "bias"].contains(words[index + 1])
    }

    private static func isLoss(_ word: String) -> Bool {
        let stem = word.prefix { !$0.isNumber }
        return [
            "loss", "losses", "nll", "cost", "objective", "elbo", "criterion", "mse", "bce",
            "crossentropy",
        ].contains(stem) || (stem.hasSuffix("loss") && stem.count > 4)
    }

    private static func isCrossEntropy(_ words: [String], _ index: Int) -> Bool {
        words[index] == "entropy" && index > 0 && words[index - 1] == "cross"
    }

    private static func learningRate(in words: [String]) -> Int? {
        if let index = words.firstIndex(where: { $0 == "lr" || $0 == "learningrate" }) {
            return index
        }
        return words.indices.dropLast().first {
            words[$0] == "learning" && words[$0 + 1] == "rate"
        }
    }

    private static func isParameter(_ words: [String], _ index: Int) -> Bool {
        let word = words[index]
        if parameterWords.contains(word) {
            // The weights of attention are computed at each step.
            let isAttention = index > 0 && ["attn", "attention"].contains(words[index - 1])
            return !(isAttention && word == "weights")
        }
        let stem = word.prefix { !$0.isNumber }
        return index == words.count - 1 && index > 0 && (stem == "w" || stem == "b")
    }

    /// The words that name a parameter of a layer, the last first; only words that qualify it may
    /// follow.
    private static func parameterLeaves(of words: [String]) -> [Int] {
        var leaves: [Int] = []
        for index in words.indices.reversed() {
            let word = words[index]
            let isLeaf = parameterLeaves.contains(word)
            if isLeaf { leaves.append(index) }
            guard
                isLeaf || word.allSatisfy(\.isNumber) || context.contains(word)
                    || gradientWords.contains(word) || statisticWords[word] != nil
            else { break }
        }
        return leaves
    }

    private static func hasParameterLeaf(_ words: [String]) -> Bool {
        guard let last = words.last(where: { !$0.allSatisfy(\.isNumber) }) else { return false }
        return ["weight", "bias", "kernel", "gamma", "beta"].contains(last)
    }

    // MARK: Statistics

    private static let statisticWords: [String: TagStatistic] = [
        "max": .maximum, "absmax": .maximum, "amax": .maximum, "maximum": .maximum,
        "min": .minimum, "minimum": .minimum, "amin": .minimum,
        "norm": .norm, "norms": .norm, "l1": .norm, "l2": .norm, "rms": .norm,
        "mean": .moment, "std": .moment, "var": .moment, "avg": .moment, "median": .moment,
        "nan": .nonFiniteCount, "nans": .nonFiniteCount, "inf": .nonFiniteCount,
        "infs": .nonFiniteCount, "nonfinite": .nonFiniteCount, "numnan": .nonFiniteCount,
        "zeros": .zeros, "zero": .zeros, "sparsity": .zeros,
    ]

    private static func statistic(
        of words: [String],
        role: TagRole,
        _ used: inout Set<Int>
    ) -> TagStatistic {
        if let count = nonFiniteCount(in: words, &used) { return count }
        if words.contains("gradnorm") || words.contains("gnorm") { return .norm }
        guard role != .loss, role != .metric, role != .learningRate, role != .lossScale else {
            return .values
        }
        var found = TagStatistic.values
        for index in words.indices {
            guard let statistic = statisticWords[words[index]] else { continue }
            // A layer may be called "norm"; a statistic is at an end or next to its role.
            let isBesideRole = index > 0 && used.contains(index - 1)
            let follows = index == words.count - 1
            let isOrdered = index > 0 && words[index - 1].allSatisfy(\.isNumber)
            guard isBesideRole || follows || isOrdered || index == 0 else { continue }
            used.insert(index)
            if found == .values || statistic == .norm { found = statistic }
        }
        if found == .norm || found == .maximum {
            for index in words.indices where ["abs", "l1", "l2", "inf"].contains(words[index]) {
                used.insert(index)
            }
        }
        return found
    }

    private static func nonFiniteCount(in words: [String], _ used: inout Set<Int>) -> TagStatistic?
    {
        guard !words.contains("norm") else { return nil }
        for index in words.indices {
            let next = index + 1 < words.count ? words[index + 1] : ""
            let isCount =
                ["nonfinite", "numnan", "nans", "infs", "naninf", "invalid"].contains(words[index])
                || (words[index] == "non" && next == "finite")
                || (["nan", "inf"].contains(words[index])
                    && (["count", "counts", "num", "frac", "fraction", "elements"].contains(next)
                        || (index > 0
                            && ["num", "n", "has", "is", "count", "any"].contains(words[index - 1]))
                        || index == words.count - 1))
            guard isCount else { continue }
            for near in [index - 1, index, index + 1] where words.indices.contains(near) {
                if [
                    "non", "finite", "nonfinite", "nan", "inf", "count", "counts", "num", "n",
                    "has", "is", "any", "frac", "fraction", "elements", "nans", "infs", "numnan",
                    "naninf", "invalid",
                ].contains(words[near]) {
                    used.insert(near)
                }
            }
            return .nonFiniteCount
        }
        return nil
    }

    /// Numbers that count outputs or name a norm's order are not part of a layer's name.
    private static func dropNumbers(of words: [String], _ used: inout Set<Int>) {
        let numbers = words.map { $0.allSatisfy(\.isNumber) }
        // The word after the following numbers, from the last to the first.
        var next: String?
        var isDropped = Array(repeating: false, count: words.count)
        for index in words.indices.reversed() {
            if numbers[index] {
                isDropped[index] = next == nil || next == "norm" || next == "norms"
            } else {
                next = words[index]
            }
        }
        for index in words.indices where isDropped[index] {
            if index > 0, used.contains(index - 1) { used.insert(index) }
        }
    }
}
