internal import TagRoles
internal import TensorBoardEvents
internal import TextOutput

// The roles of the tags, once all of them and all their values were seen.
extension RunReading {
    /// Replaces what each tag's name said by what the whole run says of it.
    func judgeRoles() {
        let runTags = tags.indices.map(runTag)
        let context = RoleContext(runTags, rules: grammar.rules)
        for (index, runTag) in runTags.enumerated() where tags[index].meaning.role != .ignored {
            judge(index, context.role(of: runTag))
        }
        inheritCounts()
    }

    /// Gives a count that is named after a histogram or a tensor, as `nan_count/fc1` is after
    /// `fc1`, the role of that.
    private func inheritCounts() {
        let counts = tags.indices.filter {
            tags[$0].isScalar && !tags[$0].isRecorded
                && tags[$0].meaning.statistic == .nonFiniteCount
        }
        guard !counts.isEmpty else { return }
        var tensors: [Substring: Int] = [:]
        for index in tags.indices where !tags[index].isScalar {
            tensors[tags[index].name[...]] = index
        }
        for index in counts {
            let name = tags[index].name
            let bases = [
                name.lastIndex(of: "/").map { name[..<$0] },
                name.firstIndex(of: "/").map { name[name.index(after: $0)...] },
            ].compactMap(\.self)
            guard let tensor = bases.lazy.compactMap({ tensors[$0] }).first else { continue }
            tags[index].countElements(of: tags[tensor])
        }
    }

    private func runTag(_ index: Int) -> RunTag {
        let tag = tags[index]
        let kind: RunTag.Kind = tag.isScalar ? .scalar : tag.isTensor ? .tensor : .histogram
        return RunTag(
            tag.name,
            kind,
            facts: valueFacts[index].count > 0 ? valueFacts[index] : nil,
            recorded: tag.isRecorded ? tag.meaning : nil
        )
    }

    private func judge(_ index: Int, _ judged: JudgedRole) {
        var tag = tags[index]
        defer { tags[index] = tag }
        tag.strength = judged.strength
        tag.roleReason = judged.reason
        guard !tag.isRecorded else {
            tag.confirmedLayer = tag.meaning.layer
            return
        }
        var meaning = tag.meaning
        meaning.role = judged.role
        meaning.statistic = judged.statistic
        meaning.layer = judged.role.isOfLayers ? judged.path : ""
        meaning.leaf = judged.leaf
        meaning.source = judged.reason
        meaning.operation = TensorOperation(words: LayerKey(meaning.layer).parts)
        if meaning.operation == nil, meaning.role == .loss {
            meaning.operation = TensorOperation(words: TagWords(tag.name).folded)
        }
        tag.meaning = meaning
        tag.confirmedLayer = judged.layer
    }

    /// Gives the other tags of a dump what its metadata says: its histogram and its scalars.
    func inheritDumps() {
        var dumps: [String: TagMeaning] = [:]
        for tag in tags {
            if let name = tag.meaning.dumpName { dumps[name] = tag.meaning }
        }
        guard !dumps.isEmpty else { return }
        for index in tags.indices where tags[index].meaning.dumpName == nil {
            let name = tags[index].name
            for (suffix, statistic) in Self.siblings where name.hasSuffix(suffix) {
                guard var meaning = dumps[String(name.dropLast(suffix.count))] else { continue }
                meaning.statistic = statistic
                tags[index].meaning = meaning
                tags[index].isRecorded = true
                break
            }
        }
    }

    private static let siblings: [(String, TagStatistic)] = [
        (DumpTagSuffix.nonFinite, .nonFiniteCount), (DumpTagSuffix.maxMagnitude, .maximum),
        ("", .values),
    ]
}

extension TagRole {
    /// Whether a tag of the role belongs to a layer.
    fileprivate var isOfLayers: Bool {
        switch self {
        case .input, .output, .gradient, .update, .optimizerState, .parameter, .buffer: true
        default: false
        }
    }
}
