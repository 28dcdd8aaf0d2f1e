/// What a tag's name says by itself, all its segments together.
struct NameReading {
    var role = TagRole.unknown
    /// From 0, nothing, to 4, several signs.
    var weight = 0
    /// The word that speaks for the role, which is of the vocabulary.
    var word = ""
    var statistic = TagStatistic.values
    var countsNonFinite: (isCertain: Bool, isShare: Bool)?
    var leaf = ""
    /// What the name says apart from role and statistic.
    var path = ""
    /// Whether the path looks like that of a module: dots, numbers, names of layers.
    var isModulePath = false
    /// The path and its first number, as in `features.2`, of which a run has several.
    var numbered: (prefix: String, number: String)?
    /// Whether the name says that something is a statistic, in a segment of its own.
    var isStatisticOfPath = false

    /// Whether another tag differs only in saying output for input, or the other way around.
    var isPaired = false
    /// The path before the name of a parameter, of a tag that its words do not make a layer's.
    private(set) var owner = ""

    private let segments: [SegmentReading]

    init(_ name: TagName, isScalar: Bool) {
        let name = name.withPairJoined
        segments = name.segments.map { SegmentReading(name, $0, isScalar: isScalar) }
        guard !segments.isEmpty else { return }
        readStatistic(name, isScalar: isScalar)
        readRole(name, isScalar: isScalar)
        readPath(name, isScalar: isScalar)
        readModule(name)
        if !role.hasLayers, role != .unknown, let leaf = segments.last?.leaf, segments.count > 1 {
            self.leaf = leaf
            owner = ModulePath.withoutWrappers(name.segments.dropLast().map(\.bytes), of: name)
        }
    }

    private mutating func readStatistic(_ name: TagName, isScalar: Bool) {
        for (segment, place) in zip(segments, name.segments).reversed() {
            // A tensor called layer.std is what the layer computes, not a statistic of its output.
            if !isScalar, place.touchesDot, segment.countsNonFinite == nil { continue }
            if let count = segment.countsNonFinite, countsNonFinite == nil {
                countsNonFinite = count
            }
            if statistic == .values, segment.statistic != .nonFiniteCount {
                statistic = segment.statistic
            }
        }
        if countsNonFinite != nil { statistic = .nonFiniteCount }
        isStatisticOfPath = segments.contains(where: \.isStatistic)
    }

    // MARK: Role

    /// The segment that names the quantity: the last that says something.
    private var last: Int? {
        segments.indices.last { !segments[$0].isEmpty && !segments[$0].isNumber }
    }

    private mutating func take(_ clue: SegmentReading.Clue, weight: Int? = nil) {
        role = clue.role
        self.weight = weight ?? clue.weight
        word = clue.word
    }

    private mutating func readRole(_ name: TagName, isScalar: Bool) {
        guard let last else { return }
        let own = segments[last].clue
        let groups = segments[..<last].indices.filter { segments[$0].clue != nil }
        let isEvaluation = segments.contains(where: \.isEvaluation)
        if let time = groups.first(where: { segments[$0].clue?.isGroup == true }),
            segments[time].isPure, let clue = segments[time].clue,
            segments[last].leaf == nil || !name.segments[time].touchesDot,
            !isGradientOfParameter(last)
        {
            take(clue)
        } else if let ratio = groups.last(where: { isDerivedGroup($0, name) }),
            own?.weight ?? 0 < 3, segments[last].leaf == nil, !segments[last].isEmpty
        {
            // Of one ratio, its parts.
            if let clue = segments[ratio].clue { take(clue) }
        } else if let tensor = tensorGroup(last, name, isScalar: isScalar) {
            take(tensor, weight: tensor.weight + (isStatisticOfPath ? 1 : 0))
        } else if let parameter = parameter(last, name, isScalar: isScalar) {
            take(parameter)
        } else {
            plain(last, own, groups, name, isScalar: isScalar)
        }
        if weight < 3, isStatisticOfPath, role == .lossScale || role == .learningRate {
            // What has statistics is no single number.
            (role, weight) = (.unknown, 0)
        }
        if isEvaluation, role == .loss || (isScalar && (role == .output || role == .data)) {
            role = .metric
        }
    }

    /// Whether a name ends as in `weight/gradient`.
    private func isGradientOfParameter(_ last: Int) -> Bool {
        last > 1 && segments[last - 1].leaf != nil && segments[last].isPure
            && segments[last].clue?.role == .gradient && segments[last].clue?.weight == 3
    }

    private func isDerivedGroup(_ index: Int, _ name: TagName) -> Bool {
        guard let clue = segments[index].clue, segments[index].isPure else { return false }
        return clue.role == .derived && clue.weight == 3 && !segments[index].isAxis
            && !name.segments[index].touchesDot
    }

    /// The tensor that a segment of its own names, such as `gradients` before the path of a layer.
    private func tensorGroup(
        _ last: Int,
        _ name: TagName,
        isScalar: Bool
    ) -> SegmentReading.Clue? {
        let path = pathBounds
        let pure = segments.indices.filter {
            segments[$0].isPure && segments[$0].clue.map { $0.role.hasLayers } == true
                && (segments[$0].leaf == nil || segments[$0].clue?.role == .gradient)
                && (!Self.isModuleName(segments[$0]) || $0 < path.lowerBound
                    || $0 > path.upperBound)
        }
        let clues = pure.compactMap { segments[$0].clue }
        guard let group = pure.first, let first = clues.first else { return nil }
        var clue = clues.first { $0.role == .gradient } ?? first
        if segments[last].leaf != nil, Self.isModuleName(segments[group]),
            clue.weight < 3 || group + 1 == last || name.segments[group].touchesDot
        {
            // The name of a module, as in attention.query.weight.
            return nil
        }
        // What ends in the name of a module, as time_embed, is one.
        guard group != last, let own = segments[last].clue, !segments[last].namesModule else {
            return clue
        }
        switch own.role {
        case .mask, .buffer, .optimizerState:
            return clue.role == .gradient || own.weight < 3 ? clue : own
        case .update where own.weight == 3 && clue.role != .gradient:
            // What follows the name of another group is the name of a layer.
            return clue.role == .output || clue.role == .input ? clue : own
        case .gradient, .parameter:
            // The optimizer only says where.
            if own.weight == 3, first.role == .optimizerState, first.weight < 3,
                segments[last].leaf == nil
            {
                return own
            }
        case .loss, .learningRate, .lossScale, .derived, .metric, .coefficient:
            guard own.weight == 3, isScalar, segments[last].leaf == nil else { return clue }
            // A ratio that has a statistic is a tensor that is called so.
            if isStatisticOfPath, own.role == .derived || own.role == .metric { return clue }
            return own
        default: break
        }
        if first.role == .optimizerState, clue.role != .gradient {
            clue =
                clues.filter { $0.role == .optimizerState }.max { $0.weight < $1.weight } ?? first
        }
        return clue
    }

    /// Whether a segment that names a role may as well be called so as a module.
    private static func isModuleName(_ segment: SegmentReading) -> Bool {
        let role = segment.clue?.role
        return role == .output || role == .input || role == .mask
    }

    /// The first and the last segment that name a module: what lies between them is part of its
    /// path, such as `output` in `layer.0.output.dense`.
    private var pathBounds: ClosedRange<Int> {
        let named = segments.indices.filter {
            segments[$0].isNumber || segments[$0].namesModule || !segments[$0].isPure
        }
        guard let first = named.first, let last = named.last else {
            return segments.count...segments.count
        }
        return first...last
    }

    /// A leaf such as `weight` below the name of a layer.
    private func parameter(
        _ last: Int,
        _ name: TagName,
        isScalar: Bool
    ) -> SegmentReading.Clue? {
        guard let leaf = segments[last].leaf else { return nil }
        let before = segments[..<last].indices.filter {
            !segments[$0].isEmpty || segments[$0].isNumber
        }
        let isPath = before.contains {
            segments[$0].namesModule || segments[$0].isNumber || !segments[$0].names.isEmpty
                || name.segments[$0].touchesDot
        }
        guard isPath else { return nil }
        // A quantity before the path of the layer it is of.
        if let first = before.first, segments[first].isPure, !name.segments[first].touchesDot,
            let clue = segments[first].clue
        {
            if clue.role == .derived || clue.role == .metric { return clue }
            if clue.role == .loss { return nil }
        }
        let isModule = before.contains {
            segments[$0].namesModule || segments[$0].isNumber || name.segments[$0].touchesDot
        }
        if isScalar, statistic == .values, !isModule {
            // A weight without a layer is that of a term.
            return SegmentReading.Clue(role: .coefficient, weight: 1, word: leaf)
        }
        return SegmentReading.Clue(
            role: .parameter,
            weight: isScalar && statistic == .values ? 2 : 3,
            word: Vocabulary.stem(of: leaf)
        )
    }

    private mutating func plain(
        _ last: Int,
        _ own: SegmentReading.Clue?,
        _ groups: [Int],
        _ name: TagName,
        isScalar: Bool
    ) {
        var best = own
        if let clue = own, segments[last].leaf != nil, clue.role == .parameter, isScalar {
            // One component by itself, as train/beta, is a number to multiply by.
            best =
                statistic == .values
                ? SegmentReading.Clue(role: .coefficient, weight: 2, word: clue.word) : clue
        }
        if isStatisticOfPath, let clue = best,
            clue.role == .derived || (clue.role == .metric && clue.weight < 3)
        {
            best?.weight = 1
        }
        for group in groups.reversed() {
            guard let clue = segments[group].clue else { continue }
            let isMeasured = clue.weight > 1 && (clue.role == .metric || clue.role == .loss)
            if segments[last].isAxis, isMeasured {
                // Of one quantity, over steps and over time.
                best = clue
                break
            }
            let isData = clue.role == .input || clue.role == .data
            // A group that is named for nothing else speaks for what does not say more.
            let isOwn =
                best == nil
                && (segments[group].isPure || clue.role == .learningRate || clue.role == .lossScale)
            let weight =
                isData
                ? (isOwn || segments[group].isPure ? clue.weight : 0)
                : clue.weight - (isOwn ? 0 : 1)
            let present = best?.weight ?? 0
            let isColumn = isData && group == groups.first && isStatisticOfPath && weight > 0
            if weight > present || (isColumn && weight == present) {
                best = clue
                best?.weight = max(weight, 1)
            }
        }
        if let best { take(best, weight: best.weight + bonus(best)) }
    }

    /// A statistic in a segment of its own is that of a tensor.
    private func bonus(_ clue: SegmentReading.Clue) -> Int {
        isStatisticOfPath && clue.role.hasLayers ? 1 : 0
    }

    // MARK: Path

    private mutating func readPath(_ name: TagName, isScalar: Bool) {
        var kept: [Range<Int>] = []
        var groups: [Range<Int>] = []
        var hasGroup = false
        for (index, (segment, reading)) in zip(name.segments, segments).enumerated() {
            if isOfModule(index, hasGroup: hasGroup, isScalar: isScalar) {
                kept.append(segment.bytes)
                continue
            }
            // What a dot joins is the name of a module, whatever the word.
            let isName = !reading.isStatistic || !isScalar
            let isJoined = segment.touchesDot && isName && role.mayBeModule
            if reading.isEmpty && !reading.isNumber && !isJoined {
                // After the name of a group, an operation is the layer that computes it.
                let isOperation =
                    role.hasLayers && hasGroup && segment.bytes == name.segments.last?.bytes
                    && TensorOperation(words: [name.text(segment.bytes)]) != nil
                if isOperation, kept.isEmpty { kept.append(segment.bytes) }
                continue
            }
            if let found = reading.leaf, role.hasLayers {
                leaf = found
                if !reading.leafIsQualified || reading.names.isEmpty { continue }
            }
            let said = reading.clue?.role
            let namesModule =
                isJoined || (segment.touchesDot && said != role && Self.isModuleName(reading))
            if reading.isPure, !reading.isNumber, !namesModule, let said,
                said == role || (said.hasLayers && role.hasLayers)
            {
                // After a group, a word such as logits is the name of a layer.
                if !hasGroup || said != .output {
                    hasGroup = true
                    if said != role, Self.isModuleName(reading) || said == .update {
                        groups.append(segment.bytes)
                    }
                    continue
                }
            }
            if let said, reading.isPure, !said.hasLayers, said != role, !segment.touchesDot,
                role.hasLayers
            {
                groups.append(segment.bytes)
                continue
            }
            let isOther = said.map { $0 != role && !($0.hasLayers && reading.isPure) } ?? true
            let isWhole = reading.isNumber || hasGroup || isOther && (role.hasLayers || said == nil)
            if isWhole || namesModule, reading.leaf == nil,
                reading.statistic == .values || said == nil && isJoined
            {
                kept.append(segment.bytes)
            } else if let first = reading.names.first, let end = reading.names.last {
                kept.append(
                    name.words[first].bytes.lowerBound..<name.words[end].bytes.upperBound
                )
            }
        }
        // A parameter is of a module, as that of a layer called embedding.
        if kept.isEmpty, !leaf.isEmpty { kept = groups }
        path = ModulePath.withoutWrappers(kept, of: name)
    }

    /// Whether a segment is part of a module's path whatever its words mean elsewhere: after the
    /// name of a group, such as `activations`, comes a module, and then perhaps a statistic.
    private func isOfModule(_ index: Int, hasGroup: Bool, isScalar: Bool) -> Bool {
        let reading = segments[index]
        if let said = reading.clue?.role, reading.isPure, said.hasLayers, said != .output {
            // Another group, such as params in grads/params/Dense_1.
            return false
        }
        guard reading.countsNonFinite == nil else { return false }
        let namesGroup = reading.isPure && reading.clue?.role.hasLayers == true
        if !hasGroup, !namesGroup, role.hasLayers, !reading.isEmpty, !reading.isNumber,
            reading.leaf == nil,
            let group = segments.indices.first(where: { isGroup($0) }), index < group
        {
            // Or the module comes before it, as in scores/output_0.
            return true
        }
        guard hasGroup, role.hasLayers, weight >= 2 || role == .input, reading.leaf == nil,
            !reading.isNumber
        else { return false }
        if index == segments.count - 1 {
            // Of a scalar it may be the statistic, or say what the number is.
            return !isScalar && !reading.isStatistic
        }
        return !reading.isEmpty || reading.isStatistic
    }

    /// Whether a segment says nothing but the role of the tag, perhaps with a number.
    private func isGroup(_ index: Int) -> Bool {
        guard index > 0, segments[index].isPure, let clue = segments[index].clue else {
            return false
        }
        return (clue.role == .output || clue.role == .input) && clue.role == role
    }

    private mutating func readModule(_ name: TagName) {
        for (index, reading) in segments.enumerated() where !reading.isEmpty || reading.isNumber {
            let segment = name.segments[index]
            if reading.namesModule || segment.touchesDot { isModulePath = true }
            guard reading.isNumber, index > 0, numbered == nil else { continue }
            let before = name.segments[index - 1].bytes
            isModulePath = isModulePath || index < segments.count - 1
            numbered = (name.text(0..<before.upperBound), name.text(segment.bytes))
        }
    }
}

extension TagRole {
    /// Whether the name may be that of a module as well.
    fileprivate var mayBeModule: Bool { self == .unknown || self == .data || self == .output }
}
