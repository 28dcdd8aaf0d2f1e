import Testing

@testable import TagRoles

/// Roles of tags, by their names, by the values, and by the run's other tags.
@Suite struct RoleContextTests {
    private func role(
        _ name: String,
        _ kind: RunTag.Kind = .scalar,
        _ values: [Double]? = nil,
        with others: [RunTag] = [],
        rules: TagRules = TagRules()
    ) -> JudgedRole {
        let tag = RunTag(name, kind, facts: values.map { ValueFacts($0) })
        return RoleContext([tag] + others, rules: rules).role(of: tag)
    }

    private func scalars(_ names: String...) -> [RunTag] { names.map { RunTag($0, .scalar) } }

    /// Tags of frameworks, with where they were seen, and tags that were once misread.
    @Test(arguments: ["misread.tsv", "first.tsv", "second.tsv", "third.tsv", "fourth.tsv"])
    func tagsHaveTheRolesOfTheTable(name: String) throws {
        let rows = try RoleTable(name).rows
        #expect(rows.count > 40)
        for row in rows {
            let judged = RoleContext([row.tag] + row.others).role(of: row.tag)
            if let complaint = row.complaint(about: judged) { Issue.record("\(complaint)") }
        }
    }

    // MARK: Strength

    @Test(arguments: [
        "score", "map", "out", "x", "features", "data", "scale", "kl", "entropy", "attention",
        "sigma",
        "input", "forward", "velocity",
    ])
    func oneAmbiguousWordIsNeverStrong(word: String) {
        for tag in [word, "train/" + word, "\(word)/a", "a/" + word] {
            for kind in [RunTag.Kind.scalar, .histogram, .tensor] {
                #expect(role(tag, kind).strength < .strong, "\(tag)")
            }
        }
    }

    @Test func aWeakRoleIsHedged() {
        #expect(role("features", .tensor).phrase == "looks like data, by its name ('features')")
        #expect(role("train/loss").phrase == "a loss: its tag says 'loss'")
        #expect(role("zorro").phrase == "its role is not known")
    }

    @Test func rulesAndMetadataAreCertain() throws {
        let rules = try TagRules("gradient bwd/{layer}/l2\nmask scratch/*")
        let ruled = role("bwd/block3.fc/l2", rules: rules)
        #expect(ruled.role == .gradient)
        #expect(ruled.strength == .certain)
        #expect(ruled.layer == "block3.fc")
        #expect(role("scratch/loss", rules: rules).role == .mask)

        var meaning = TagMeaning(role: .output)
        meaning.layer = "fc1"
        meaning.source = "the writer recorded its role"
        let tag = RunTag("loss", .tensor, recorded: meaning)
        let recorded = RoleContext([tag], rules: rules).role(of: tag)
        #expect(recorded.role == .output)
        #expect(recorded.strength == .certain)
        #expect(recorded.layer == "fc1")
        #expect(recorded.reason == "the writer recorded its role")
    }

    // MARK: Values

    @Test func onlyWholeNumbersCountElements() {
        #expect(role("nan_count/fc1", .scalar, [0, 0, 4]).statistic == .nonFiniteCount)
        #expect(role("fc1/nan", .scalar, [0, 0, 4]).statistic == .nonFiniteCount)
        #expect(role("fc1/nan", .scalar, [0, 0.5, 4]).statistic != .nonFiniteCount)
        #expect(role("nan_count/fc1", .scalar, [0, 0, 0.25]).statistic != .nonFiniteCount)
        #expect(role("nan_count/fc1", .scalar, [0, -1]).statistic != .nonFiniteCount)
        #expect(role("nan_fraction/fc1", .scalar, [0, 0, 0.25]).statistic == .nonFiniteCount)
        #expect(role("grad_inf_norm/fc1.weight", .scalar, [1, 2]).statistic == .norm)
        // A bare word is not enough if the values are not known.
        #expect(role("latency/inf").statistic != .nonFiniteCount)
    }

    @Test func wholeNumbersThatOnlyGrowAreCounted() {
        #expect(role("zorro", .scalar, [1, 2, 5]).role == .derived)
        #expect(role("train/lr", .scalar, [1, 2, 3]).role == .derived)
        #expect(role("train/lr", .scalar, [0.1, 0.2, 0.3]).role == .learningRate)
        #expect(role("zorro", .scalar, [1, 2, 1.5]).role == .unknown)
        #expect(role("train/loss", .scalar, [1, 2, 3]).role == .loss)
    }

    @Test func aRateIsNotNegative() {
        #expect(role("train/lr", .scalar, [0.1, -0.1]).strength == .weak)
        #expect(role("train/lr", .scalar, [0.1, 0]).strength == .strong)
    }

    @Test func masksAreKnownByTheirValues() {
        let infinity = -Double.infinity
        #expect(role("attn_bias", .tensor, [0, infinity]).role == .mask)
        #expect(role("h.0.attn.bias", .tensor, [0, infinity]).role == .mask)
        #expect(role("h.0.attn.bias", .tensor, [-0.3, 0.2]).role == .parameter)
        #expect(role("h.0.attn.bias", .tensor, [.nan, infinity, 0]).role == .parameter)
    }

    @Test func whatNeverChangesIsASetting() {
        let same = role("zorro", .scalar, [0.5, 0.5, 0.5, 0.5, 0.5])
        #expect(same.role == .coefficient)
        #expect(same.strength == .weak)
        #expect(role("train/loss", .scalar, [0, 0, 0, 0, 0]).role == .loss)
    }

    // MARK: Other tags

    @Test func aModuleIsKnownByItsParameters() {
        #expect(role("conv1", .histogram).role == .unknown)
        let known = role("conv1", .histogram, with: scalars("conv1.weight", "conv1.bias"))
        #expect(known.role == .output)
        #expect(known.strength == .strong)
        #expect(known.reason == "it is a module path that has parameters")
        #expect(role("bn1/gamma", with: scalars("bn1.weight.grad")).role == .parameter)
        #expect(role("train/gamma", with: scalars("bn1.weight.grad")).role == .coefficient)
    }

    /// What the words of a layer's name mean elsewhere does not matter.
    @Test(arguments: [
        ("act/update_gate", ["act/fc1", "act/fc2"], "update_gate"),
        ("total/output_0", ["fc1/output_0", "fc2/output_0"], "total"),
        ("nll_head/output", ["fc1/output", "fc2/output"], "nll_head"),
    ])
    func severalTagsWithTheSameWordAreOfLayers(tag: String, others: [String], path: String) {
        let family = others.map { RunTag($0, .histogram) }
        let judged = role(tag, .histogram, with: family)
        #expect(judged.role == .output)
        #expect(judged.path == path)
        // Two are no family, and single numbers are what their words say.
        let alone = role("nll_head/output", .histogram, with: Array(family.prefix(1)))
        #expect(alone.role != .output || alone.strength < .strong)
        #expect(role("out/loss", with: scalars("out/lr", "out/acc", "out/time")).role == .loss)
    }

    @Test func aParameterIsOfTheModuleThatHasItsGradient() {
        let gradient = RunTag("memory/weight/gradient", .tensor)
        let judged = role("memory/weight_0", .tensor, with: [gradient])
        #expect(judged.role == .parameter)
        #expect(judged.path == "memory")
        #expect(role("memory/weight_0", .tensor).role != .parameter)
    }

    @Test func noTagConfirmsItself() {
        let twice = RunTag("fc1.weight", .scalar)
        #expect(RoleContext([twice, twice]).role(of: twice).strength == .weak)
        #expect(role("fc1.weight", with: scalars("fc1.bias")).strength == .strong)
    }

    @Test func neighborsSpeakForATagWithoutWords() {
        let others = scalars("m/a_loss", "m/b_loss", "m/c_loss")
        #expect(role("m/zorro", with: others).role == .loss)
        #expect(role("m/zorro", with: others).strength == .weak)
        #expect(role("m/zorro", with: others + scalars("m/accuracy")).role == .unknown)
        #expect(role("n/zorro", with: others).role == .unknown)
    }

    @Test func oneNumberIsNoTensor() {
        #expect(role("train/lr").strength == .strong)
        #expect(role("train/lr", .histogram).strength == .weak)
    }

    // MARK: Layers

    @Test func aLayerIsNamedOnlyIfAnotherTagNamesIt() {
        #expect(role("grads/fc1.weight").layer == "")
        #expect(role("grads/fc1.weight").path == "fc1")
        #expect(role("grads/fc1.weight", with: scalars("fc1.bias")).layer == "fc1")
        #expect(role("grads/fc1.weight", with: scalars("model.fc1.bias")).layer == "fc1")
        #expect(role("grads/a.fc1.weight", with: scalars("activations/fc1")).layer == "a.fc1")
        #expect(role("grads/fc1.weight", with: scalars("fc11.bias")).layer == "")
        // The number of a layer names another in another module.
        #expect(role("grads/a.2.weight", with: scalars("weights/2.bias")).layer == "")
    }

    @Test(arguments: [
        "loss", "loss/total", "epoch_loss", "policy_loss", "val_accuracy", "time/fc1",
    ])
    func numbersOfTheWholeNetworkHaveNoLayer(tag: String) {
        let others = scalars(
            "policy.weight",
            "policy.bias",
            "epoch.weight",
            "fc1.weight",
            "total.bias"
        )
        #expect(role(tag, with: others).layer == "")
    }

    @Test(arguments: [
        "module.", "_orig_mod.", "_fsdp_wrapped_module.", "_checkpoint_wrapped_module.",
        "_fsdp_wrapped_module._orig_mod.module.",
    ])
    func wrappersAreNotLayers(prefix: String) {
        let judged = role("grads/\(prefix)fc1.weight", with: scalars("activations/fc1"))
        #expect(judged.layer == "fc1")
        #expect(role("weights/a.\(prefix)fc1.weight").path == "a.fc1")
    }

    // MARK: Bounds

    @Test(arguments: [
        "", "/", "///", ".", "...", "()", "a/", "/a", "\u{0}", "🐼/грд.ß", "0", "0.0.0", "n", "_n_",
        "per", "d(", "mA", "vs samples", "\u{1b}[31mloss",
    ])
    func oddNamesHaveARole(name: String) {
        let judged = role(name, .scalar, [1, .nan], with: scalars(name, name + name))
        #expect(!judged.phrase.isEmpty)
        #expect(judged.reason.utf8.allSatisfy { 0x20..<0x7f ~= $0 })
    }

    /// Work that grows with the square would take hours; the clock only catches that.
    @Test(
        .timeLimit(.minutes(10)),
        arguments: ["a", "a/", "a.", "loss_", "0.", "aA", "grad", "(x)", "fc1.weight/", "é"]
    )
    func longNamesTakeTimeInProportion(part: String) {
        let long = RunTag(String(repeating: part, count: 100_000), .scalar)
        #expect(RoleContext([long, long]).role(of: long).strength <= .strong)
    }

    @Test(.timeLimit(.minutes(10)))
    func manyTagsTakeTimeInProportion() {
        let tags = (0..<5_000).map { RunTag("grads/block.\($0).attn.q.weight", .scalar) }
        let context = RoleContext(tags)
        #expect(tags.allSatisfy { context.role(of: $0).role == .gradient })
    }
}
