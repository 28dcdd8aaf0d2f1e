/// Operations: those whose singular points break training, and others.
package enum TensorOperation: String, Hashable, Sendable {
    case log
    case log1p = "log(1 + x)"
    case logarithmicLoss = "logarithmic loss"
    case squareRoot = "square root"
    case norm
    case arcFunction = "arccos or arcsin"
    case atan2
    case divide = "division"
    case normalize = "normalization"
    case exponential = "exponential"
    case softmax
    case logSoftmax = "log-softmax"
    case power
    case linear

    /// The operation that a name reveals, with the last words first.
    package init?(words: [String]) {
        for index in words.indices.reversed() {
            let word = Self.stem(words[index])
            if index > 0, let pair = Self.pairs[Self.stem(words[index - 1]) + " " + word] {
                self = pair
                return
            }
            if let known = Self.words[word] {
                self = known
                return
            }
        }
        return nil
    }

    /// The operation of a graph's node, such as `aten::log`, `onnx::Log` or `RealDiv`.
    package init?(graphOp: String) {
        let name = graphOp.split(separator: ":").last.map(String.init) ?? graphOp
        let word = Self.stem(name.lowercased().filter { $0 != "_" })
        guard let known = Self.words[word] ?? Self.graphOps[word] else { return nil }
        self = known
    }

    /// Whether the gradient is infinite at zero although the output is finite.
    package var isSingularAtZeroBackward: Bool {
        self == .squareRoot || self == .norm || self == .power || self == .atan2
            || self == .normalize
    }

    /// The word without the digits that number it.
    ///
    /// Digits are removed one by one, so no step may examine the whole word.
    private static func stem(_ word: String) -> String {
        var word = Substring(word)
        let second = word.isEmpty ? word.endIndex : word.index(after: word.startIndex)
        while word.endIndex > second, let last = word.last, last.isNumber,
            !(word.utf8.count <= longestKept && keepsDigits.contains(word))
        {
            word.removeLast()
        }
        return String(word)
    }

    private static let keepsDigits: Set<Substring> = ["log1p", "log2", "log10", "atan2", "l2"]
    private static let longestKept = 5

    private static let words: [String: TensorOperation] = [
        "log": .log, "logp": .log, "logprob": .log, "logprobs": .log, "log2": .log,
        "log10": .log, "log1p": .log1p, "loglikelihood": .log, "entropy": .log, "ln": .normalize,
        "nll": .logarithmicLoss, "bce": .logarithmicLoss, "kl": .logarithmicLoss,
        "crossentropy": .logarithmicLoss, "crossentropyloss": .logarithmicLoss,
        "nllloss": .logarithmicLoss, "bceloss": .logarithmicLoss, "kldiv": .logarithmicLoss,
        "ce": .logarithmicLoss, "xent": .logarithmicLoss,
        "sqrt": .squareRoot, "rsqrt": .squareRoot, "root": .squareRoot, "rms": .squareRoot,
        "stddev": .squareRoot, "std": .squareRoot,
        "norm": .norm, "dist": .norm, "distance": .norm, "distances": .norm, "cdist": .norm,
        "magnitude": .norm, "euclidean": .norm, "l2": .norm, "hypot": .norm, "pairwise": .norm,
        "acos": .arcFunction, "arccos": .arcFunction, "asin": .arcFunction,
        "arcsin": .arcFunction, "angle": .arcFunction, "angles": .arcFunction,
        "angular": .arcFunction, "geodesic": .arcFunction, "arccosine": .arcFunction,
        "arcsine": .arcFunction, "acosh": .arcFunction, "arcface": .arcFunction,
        "atan2": .atan2, "arctan2": .atan2,
        "div": .divide, "divide": .divide, "division": .divide, "ratio": .divide,
        "reciprocal": .divide, "inv": .divide, "inverse": .divide, "quotient": .divide,
        "normalize": .normalize, "normalise": .normalize, "normalized": .normalize,
        "normalization": .normalize, "normalizer": .normalize, "standardize": .normalize,
        "whiten": .normalize, "zscore": .normalize, "bn": .normalize, "batchnorm": .normalize,
        "layernorm": .normalize, "groupnorm": .normalize, "instancenorm": .normalize,
        "rmsnorm": .normalize, "cosine": .normalize,
        "softmax": .softmax, "attention": .softmax, "attn": .softmax, "gumbel": .softmax,
        "logsoftmax": .logSoftmax, "logsumexp": .exponential, "exp": .exponential,
        "expm1": .exponential, "softplus": .exponential, "exponential": .exponential,
        "sinh": .exponential, "cosh": .exponential,
        "pow": .power, "power": .power,
        "fc": .linear, "linear": .linear, "lin": .linear, "dense": .linear, "conv": .linear,
        "proj": .linear, "projection": .linear, "matmul": .linear, "mm": .linear,
        "bmm": .linear, "gemm": .linear, "embedding": .linear, "embed": .linear, "mlp": .linear,
    ]

    private static let pairs: [String: TensorOperation] = [
        "log prob": .log, "log probs": .log, "log softmax": .logSoftmax, "log p": .log,
        "cross entropy": .logarithmicLoss, "safe log": .log, "log likelihood": .log,
        "layer norm": .normalize, "batch norm": .normalize, "group norm": .normalize,
        "instance norm": .normalize, "rms norm": .normalize, "kl div": .logarithmicLoss,
        "kl loss": .logarithmicLoss, "l norm": .norm, "std dev": .squareRoot,
        "true divide": .divide, "inverse norm": .divide, "cosine similarity": .normalize,
    ]

    private static let graphOps: [String: TensorOperation] = [
        "realdiv": .divide, "truediv": .divide, "divnonan": .divide, "addmm": .linear,
        "binarycrossentropy": .logarithmicLoss, "nlllossnd": .logarithmicLoss,
        "linalgvectornorm": .norm, "frobeniusnorm": .norm, "reducel": .norm,
        "euclideannorm": .norm, "nativelayernorm": .normalize, "nativebatchnorm": .normalize,
        "batchnormalization": .normalize, "layernormalization": .normalize,
        "convolution": .linear, "convd": .linear, "conv2d": .linear, "biasadd": .linear,
    ]
}
