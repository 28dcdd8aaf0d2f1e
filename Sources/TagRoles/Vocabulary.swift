/// What a word of a tag stands for.
struct WordSense: Hashable {
    enum Kind: Hashable {
        /// A quantity with a role.
        case quantity
        /// A statistic of a tensor.
        case statistic(TagStatistic)
        /// Says where or when, not what: `train`, `total`, `global`.
        case context
        /// What steps count in: by itself a count, next to others context.
        case axis
        /// Says that the values come from evaluation.
        case evaluation
        /// A part of a network.
        case module
    }

    var kind: Kind
    var role = TagRole.unknown
    /// How much the word alone says: 3 for one without another meaning, 1 for an ambiguous one.
    var weight = 0
    /// Whether as the last word it decides over all before it: a ratio of losses is a ratio.
    var isHead = false
    /// Whether as the last word it names a parameter of a layer.
    var isLeaf = false
    /// Whether what follows in a tag is only a part of it, as for times.
    var isGroup = false
}

/// The words of tags, and what each stands for.
///
/// The vocabulary is that of tags seen in the wild. A word has one entry, which says how much it
/// decides by itself; how words combine is up to ``SegmentReading`` and ``NameReading``.
enum Vocabulary {
    /// The sense of a word, or of the word without the digits that number it.
    static func sense(of word: String) -> WordSense? {
        if let known = senses[word] { return known }
        let stem = stem(of: word)
        return stem.count == word.utf8.count ? nil : senses[stem]
    }

    /// The word as the vocabulary has it.
    static func known(_ word: String) -> String { senses[word] == nil ? stem(of: word) : word }

    static func knows(_ word: String) -> Bool { sense(of: word) != nil }

    /// Whether a word is neither a module's nor a parameter's, so that a dot next to it is no
    /// module's path.
    static func joins(_ word: String) -> Bool {
        guard let sense = sense(of: word) else { return word == "learning" }
        return sense.kind != .module && !sense.isLeaf
    }

    /// Whether a word by itself says that a tensor is what went into a layer, or what came out.
    static func side(of word: String) -> TagRole? { sides[word] ?? sides[stem(of: word)] }

    private static let sides: [String: TagRole] = [
        "in": .input, "input": .input, "inputs": .input, "out": .output, "output": .output,
        "outputs": .output, "act": .output, "acts": .output, "activation": .output,
        "activations": .output,
    ]

    static func isNumber(_ word: String) -> Bool {
        word.utf8.allSatisfy { 48...57 ~= $0 || $0 == UInt8(ascii: ".") }
    }

    /// The word without the digits at its end.
    static func stem(of word: String) -> String {
        guard let last = word.utf8.last, 48...57 ~= last else { return word }
        let end = word.utf8.lastIndex { !(48...57 ~= $0) }
        return end.map { String(word[...$0]) } ?? word
    }

    /// The words that a word is made of, where it is several written as one: `trainloss`.
    static func parts(of word: String) -> [String] {
        guard sense(of: word) == nil, word.utf8.count <= longestGlued else { return [word] }
        let stem = stem(of: word)
        for tail in tails where stem.utf8.count > tail.utf8.count && stem.hasSuffix(tail) {
            let head = String(stem.dropLast(tail.count))
            // Whatever comes before it, a loss is a loss.
            if tail == "loss" || senses[head] != nil { return [head, tail] }
            let heads = parts(of: head)
            if heads.count > 1 { return heads + [tail] }
        }
        for head in counters where stem.utf8.count > head.utf8.count + 1 && stem.hasPrefix(head) {
            let tail = String(stem.dropFirst(head.count))
            if counted.contains(tail) || (head != "n" && senses[tail] != nil) {
                return [head == "n" ? "num" : head, tail]
            }
        }
        return [word]
    }

    private static let longestGlued = 32
    private static let tails = [
        "loss", "losses", "norm", "norms", "accuracy", "acc", "reward", "rewards", "time", "rate",
        "ratio", "frac", "grad", "grads", "score", "count", "size", "scale", "len", "error",
        "length", "step", "steps", "lr", "weight", "kl", "mean", "std",
    ]
    private static let counters = [
        "n", "num", "avg", "mean", "max", "min", "total", "train", "val", "valid", "test", "eval",
        "ep",
    ]
    private static let counted: Set<String> = [
        "tokens", "sentences", "words", "samples", "steps", "updates", "frames", "episodes",
        "epochs", "iter", "iters", "seqs", "batches", "examples", "params", "nodes", "edges",
        "correct",
    ]

    private static let senses: [String: WordSense] = {
        var senses: [String: WordSense] = [:]
        func add(_ words: String, _ sense: WordSense) {
            for word in words.split(whereSeparator: \.isWhitespace) {
                senses[String(word)] = sense
            }
        }
        func quantity(_ role: TagRole, _ weight: Int, _ words: String) {
            add(words, WordSense(kind: .quantity, role: role, weight: weight))
        }
        func head(_ role: TagRole, _ weight: Int, _ words: String) {
            add(words, WordSense(kind: .quantity, role: role, weight: weight, isHead: true))
        }
        func leaf(_ role: TagRole, _ weight: Int, _ words: String) {
            add(words, WordSense(kind: .quantity, role: role, weight: weight, isLeaf: true))
        }
        addLosses(quantity, head)
        addTensors(quantity, leaf)
        addMeasures(quantity)
        addDerived(head, add)
        addSettings(head, add)
        addOthers(add)
        return senses
    }()

    private typealias Adder = (TagRole, Int, String) -> Void

    private static func addLosses(_ add: Adder, _ head: Adder) {
        add(.loss, 3, "loss losses crossentropy")
        add(.loss, 2, "nll elbo xent bce ce surrogate")
        // A penalty on a gradient is a part of the loss.
        head(.loss, 2, "penalty penalties cost criterion objective reg regularization regularizer")
        add(.loss, 1, "mse regularisation perceptual")
    }

    private static func addTensors(_ add: Adder, _ leaf: Adder) {
        add(
            .gradient,
            3,
            "grad grads gradient gradients dgrad wgrad gradnorm gnorm gradnorms vjp"
        )
        add(.gradient, 2, "backward bwd")
        add(.update, 3, "update updates delta deltas")
        add(.optimizerState, 3, "moments expavg expavgsq")
        add(.optimizerState, 2, "moment optimizer optim opt velocity")
        add(.parameter, 3, "param params parameter parameters weights biases")
        leaf(.parameter, 2, "weight bias kernel biases kernels")
        leaf(.parameter, 2, "wte wpe")
        add(.buffer, 2, "buffers")
        add(.mask, 3, "mask masks masking")
        add(
            .output,
            3,
            "activation activations logit logits preactivation preactivations preact hidden"
        )
        add(.output, 2, "act acts output outputs attn attention forward fwd softmax latent latents")
        add(
            .output,
            2,
            "prob probs probability probabilities pred preds prediction predictions qvalues "
                + "logprob logprobs logp logps"
        )
        add(.output, 1, "out embedding embeddings values logvar logstd sigmoid")
        add(.input, 2, "input inputs")
        add(.data, 1, "data image images target targets label labels dataset feature features x")
    }

    private static func addMeasures(_ add: Adder) {
        add(
            .metric,
            3,
            "accuracy accuracies ap acc acc1 acc5 top1 top5 f1 fbeta auc auroc auprc precision "
                + "recall "
                + "reward rewards rew psnr ssim lpips fid kid iou miou dice bleu sacrebleu rouge "
                + "rougel wer cer perplexity ppl ndcg mrr meteor cider spice elo pesq "
                + "stoi r2 mape return returns specificity sensitivity jaccard mcc"
        )
        add(.metric, 2, "metric metrics rmse mae ar sdr snr bpd success win wins")
        add(
            .metric,
            1,
            "score scores map entropy kl kld divergence error errors err distance advantage "
                + "advantages similarity correct variance hits quality"
        )
    }

    private static func addDerived(_ head: Adder, _ add: (String, WordSense) -> Void) {
        head(
            .derived,
            3,
            "runtime ratio ratios speed frac fracs fraction fractions pct percent percentage "
                + "proportion fps sps "
                + "ips tps qps throughput duration elapsed sec secs second seconds msec ms hours "
                + "minutes days latency eta count counts counter db dbfs decibel decibels gb mb "
                + "gib mib kb bytes flos flops tflops gflops mfu hfu utilization usage per"
        )
        head(
            .derived,
            3,
            "length lengths len lens size sizes tokens samples words sentences examples "
                + "microbatches pixels"
        )
        head(.derived, 2, "rate rates share power energy watts")
        let group = WordSense(
            kind: .quantity,
            role: .derived,
            weight: 3,
            isHead: true,
            isGroup: true
        )
        add("time times timing timings timer timers memory mem resources profile profiler", group)
        add("num number nb nr", WordSense(kind: .quantity, role: .derived, weight: 3))
    }

    private static func addSettings(_ head: Adder, _ add: (String, WordSense) -> Void) {
        head(.learningRate, 3, "lr lrs learningrate")
        head(.lossScale, 3, "lossscale gradscaler")
        head(.lossScale, 1, "scaler")
        head(
            .coefficient,
            3,
            "coef coefs coeff coeffs coefficient coefficients factor factors mult mul multiplier "
                + "hyperparameter hparam hparams"
        )
        head(
            .coefficient,
            2,
            "alpha lambda tau epsilon eps temperature momentum decay wd dropout "
                + "threshold margin schedule warmup clip clipping"
        )
        head(.coefficient, 1, "scale range sigma patience")
        // Numbers to multiply by, or parameters of a normalization.
        add(
            "beta gamma",
            WordSense(
                kind: .quantity,
                role: .coefficient,
                weight: 2,
                isHead: true,
                isLeaf: true
            )
        )
    }

    private static func addOthers(_ add: (String, WordSense) -> Void) {
        let statistics: [(TagStatistic, String)] = [
            (.maximum, "max absmax amax maximum maxabs"),
            (.minimum, "min minimum amin absmin"),
            (.norm, "norm norms l1 l2 rms"),
            (.moment, "mean std stddev stdev var avg average median q25 q50 q75 p50 p95 p99"),
            (
                .nonFiniteCount,
                "nonfinite numnan nans infs naninf nan inf finite overflow overflows"
            ),
            (.zeros, "zeros zero sparsity"),
        ]
        for (statistic, words) in statistics {
            add(words, WordSense(kind: .statistic(statistic)))
        }
        add(
            "train training tr debug stats stat hist histogram histograms distribution "
                + "distributions tensor tensors scalar scalars hook hooks health monitor watch "
                + "global total digest charts chart info rollout progress summary current cur last "
                + "latest running smoothed smooth raw final overall all abs absolute approx log "
                + "log10 log2 "
                + "lm reduced clipped unclipped vs of in at by and the best perf performance find "
                + "finder episode episodic ep cumulative cum tot so far s",
            WordSense(kind: .context)
        )
        add(
            "step steps iter iters iteration iterations epoch epochs batch batches minibatch frame "
                + "frames timestep timesteps tick ticks kimg episodes round rounds",
            WordSense(kind: .axis)
        )
        add(
            "val valid validation test testing eval evaluation evaluate dev holdout heldout",
            WordSense(kind: .evaluation)
        )
        add(
            "layer layers block blocks encoder decoder backbone module model net network conv "
                + "convolution conv1d conv2d conv3d convolutions fc linear dense mlp lstm gru rnn "
                + "bn batchnorm layernorm ln rmsnorm groupnorm transformer embed embedder proj "
                + "projection pool relu gelu downsample upsample stem classifier bottleneck "
                + "qkv unet resnet vit gpt bert",
            WordSense(kind: .module)
        )
    }
}
