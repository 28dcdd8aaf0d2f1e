/// Two words that together mean something else than each of them.
struct WordPair {
    /// What may come after a pair that decides.
    enum Following {
        case anything
        /// Words that are not in the vocabulary, and names of parts of a network.
        case names
        /// Only what says which statistic, when or where.
        case nothing
    }

    let first: Set<String>
    let second: Set<String>
    let role: TagRole
    let weight: Int
    let following: Following
    /// Whether the words are the name of something, and so not a statistic of it.
    var isName = false
    /// Whether the pair means this only of single numbers.
    var isOfScalars = false

    /// All pairs; the first that fits decides.
    static let all: [WordPair] = [
        WordPair(["learning"], ["rate", "rates"], .learningRate, 3, .names, isName: true),
        WordPair(["loss", "grad", "gradient", "amp"], scales, .lossScale, 3, .nothing),
        WordPair(["cross"], ["entropy"], .loss, 3, .anything),
        WordPair(["weight"], ["decay"], .coefficient, 3, .nothing),
        WordPair(["noise"], ["scale"], .coefficient, 3, .nothing),
        WordPair(["false", "true"], ["positive", "negative"], .metric, 2, .anything),
        WordPair(["false", "true"], ["positives", "negatives"], .metric, 2, .anything),
        // A sum over examples, or the size of a model.
        WordPair(["total", "sum"], parameters, .derived, 2, .nothing, isOfScalars: true),
        WordPair(["explained"], ["variance", "var"], .metric, 3, .anything),
        WordPair(["running", "moving"], moments, .buffer, 3, .nothing, isName: true),
        WordPair(["batch"], ["stats"], .buffer, 3, .nothing, isName: true),
        WordPair(["exp"], ["avg"], .optimizerState, 3, .anything, isName: true),
        WordPair(["momentum"], ["buffer"], .optimizerState, 3, .anything, isName: true),
        WordPair(optimizers, ["state", "states"], .optimizerState, 3, .anything, isName: true),
        WordPair(["attn", "attention"], ["bias", "mask"], .mask, 2, .nothing),
        WordPair(["q", "qf", "v", "vf"], ["value", "values"], .output, 2, .nothing),
    ]

    /// The words with which pairs begin.
    static let firstWords = all.reduce(into: Set<String>()) { $0.formUnion($1.first) }

    private static let scales: Set<String> = ["scale", "scaler", "scaling"]
    private static let parameters: Set<String> = ["weights", "params", "parameters"]
    private static let moments: Set<String> = ["mean", "var", "variance", "std", "stats"]
    private static let optimizers: Set<String> = ["optimizer", "optim", "opt"]

    private init(
        _ first: Set<String>,
        _ second: Set<String>,
        _ role: TagRole,
        _ weight: Int,
        _ following: Following,
        isName: Bool = false,
        isOfScalars: Bool = false
    ) {
        self.first = first
        self.second = second
        self.role = role
        self.weight = weight
        self.following = following
        self.isName = isName
        self.isOfScalars = isOfScalars
    }
}
