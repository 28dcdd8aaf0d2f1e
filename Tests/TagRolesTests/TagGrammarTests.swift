import Testing

@testable import TagRoles

/// Tags seen in the wild, and what they mean.
@Suite struct TagGrammarTests {
    private func meaning(_ tag: String, isScalar: Bool = false) -> TagMeaning {
        TagGrammar().meaning(of: tag, isScalar: isScalar)
    }

    @Test(arguments: [
        ("gradients/fc1.weight", TagRole.gradient, "fc1"), ("fc1.weight.grad", .gradient, "fc1"),
        ("grads/h.17.attn.c_proj.weight", .gradient, "h.17.attn.c_proj"),
        ("gradient/lin1.weight", .gradient, "lin1"), ("dW1", .gradient, ""),
        ("weights/fc1.weight", .parameter, "fc1"), ("fc1.bias", .parameter, "fc1"),
        ("dense/kernel_0", .parameter, "dense"), ("optimizer/exp_avg/fc1.weight", .update, "fc1"),
        ("activations/fc1", .output, "fc1"), ("fc1/output", .output, "fc1"),
        ("relu_0_output_0", .output, "relu_0"), ("inputs/fc1", .input, "fc1"),
        ("inputs/out", .input, "out"), ("attn/attention_weights", .output, "attention_weights"),
        ("inputs", .data, ""), ("batch/x", .data, "batch/x"),
    ])
    func tensorsAreRecognizedByTheirTags(tag: String, role: TagRole, layer: String) {
        #expect(meaning(tag).role == role)
        #expect(meaning(tag).layer == layer)
    }

    @Test(arguments: [
        ("grad_2.0_norm/fc1.weight", TagRole.gradient, "fc1", TagStatistic.norm),
        ("grad_2.0_norm_total", .gradient, "", .norm), ("grad-norm", .gradient, "", .norm),
        ("params-norm", .parameter, "", .norm), ("activations/fc1/max", .output, "fc1", .maximum),
        ("nan_count/activations/fc1", .output, "fc1", .nonFiniteCount),
        ("fc1/output/non_finite", .output, "fc1", .nonFiniteCount),
        ("fc1/output/max_abs", .output, "fc1", .maximum),
        ("decoder.layer1.fc_activation_max", .output, "decoder.layer1.fc", .maximum),
        ("train_loss", .loss, "", .values), ("train/cross_entropy_summed", .loss, "", .values),
        ("lm loss", .loss, "lm", .values),
        ("loss/train", .loss, "", .values),
        ("CrossEntropyLoss_output_0", .loss, "CrossEntropy_output_0", .values),
        ("val_loss", .metric, "val_loss", .values), ("amp/loss_scale", .lossScale, "", .values),
        ("loss-scale", .lossScale, "", .values), ("lr-SGD", .learningRate, "", .values),
        ("learning-rate", .learningRate, "", .values),
        ("grad-norm vs samples", .ignored, "", .values),
        ("rollout/ep_rew_mean", .metric, "rollout/ep_rew_mean", .values),
    ])
    func scalarsAreRecognizedByTheirTags(
        tag: String,
        role: TagRole,
        layer: String,
        statistic: TagStatistic
    ) {
        let meaning = meaning(tag, isScalar: true)
        #expect(meaning.role == role)
        #expect(meaning.statistic == statistic)
        if role != .metric, role != .loss { #expect(meaning.layer == layer) }
    }

    @Test(arguments: [
        ("activations/log_prob", TensorOperation.log), ("acos/output", .arcFunction),
        ("activations/layer_norm", .normalize), ("out.softmax", .softmax),
        ("activations/sqrt", .squareRoot), ("activations/log1p", .log1p), ("fc2/output", .linear),
    ])
    func operationsAreRecognizedByTheLayer(tag: String, operation: TensorOperation) {
        #expect(meaning(tag).operation == operation)
    }

    @Test func layersMatchWithinANameToo() {
        #expect(LayerKey("model.fc1").matches(LayerKey("fc1")))
        #expect(!LayerKey("fc1").matches(LayerKey("fc11")))
        #expect(!LayerKey("").matches(LayerKey("fc1")))
    }

    @Test func rulesTakePrecedenceOverTheVocabulary() throws {
        let rules = try TagRules(
            "# ours\n\ngradient  bwd/{layer}/l2\n  output\tprobe/*\nignored scratch*\n"
        )
        let grammar = TagGrammar(rules: rules)
        let gradient = grammar.meaning(of: "bwd/block3.fc/l2", isScalar: true)
        #expect(gradient.role == .gradient)
        #expect(gradient.layer == "block3.fc")
        #expect(grammar.meaning(of: "probe/7", isScalar: false).role == .output)
        #expect(grammar.meaning(of: "scratch/loss", isScalar: true).role == .ignored)
        #expect(grammar.meaning(of: "loss", isScalar: true).role == .loss)
    }

    @Test(arguments: [
        ("derived", TagRole.metric), ("coefficient", .metric), ("mask", .ignored),
        ("buffer", .output), ("optimizer-state", .update), ("loss", .loss),
    ])
    func aFinerRoleOfARuleIsTakenForACoarseOne(name: String, role: TagRole) throws {
        let grammar = TagGrammar(rules: try TagRules("\(name) a/*"))
        #expect(grammar.meaning(of: "a/b", isScalar: true).role == role)
    }

    @Test(arguments: ["\r\n", "\n", " \n", "\t\r\n\r\n"])
    func linesMayEndAsOnAnySystem(end: String) throws {
        let rules = try TagRules(["gradient b/*", "# a", "output c*"].joined(separator: end) + end)
        let grammar = TagGrammar(rules: rules)
        #expect(grammar.meaning(of: "b/x", isScalar: false).role == .gradient)
        #expect(grammar.meaning(of: "cx", isScalar: false).role == .output)
    }

    @Test(arguments: [
        ("a/{layer}/b", "a/x/y/b", "x/y"), ("{layer}", "x/y", "x/y"), ("{layer}/*", "x/y/z", "x"),
        ("*/{layer}/b", "a/x/y/b", "x/y"), ("?{layer}?", "éxé", "x"), ("*{layer}", "é€", "é€"),
        ("a{layer}é", "aééé", "éé"), ("{layer}{layer}", "x{layer}", "x"),
    ])
    func theLayerIsTheShortestMatchingText(pattern: String, tag: String, layer: String) throws {
        let grammar = TagGrammar(rules: try TagRules("output \(pattern)"))
        #expect(grammar.meaning(of: tag, isScalar: false).layer == layer)
    }

    /// Trying each pair of ends would take 10^12 steps and more; the clock only catches that.
    @Test(.timeLimit(.minutes(20)))
    func aLongTagWithALayerIsMatchedQuickly() throws {
        let rules = try TagRules("output *a*{layer}*b")
        let tag = String(repeating: "a", count: 100_000)
        #expect(rules.first(matching: tag) == nil)
        #expect(rules.first(matching: tag + "cb")?.layer == "a")
    }

    @Test(arguments: ["gradient", "colour *", "loss"])
    func anInvalidRuleIsReportedWithItsLine(line: String) {
        #expect(throws: TagRulesError(line: 2, text: line)) { try TagRules("loss a\n\(line)") }
    }
}
