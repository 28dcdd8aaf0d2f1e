/// What one segment of a tag says.
struct SegmentReading {
    /// A role that a word speaks for.
    struct Clue {
        var role: TagRole
        /// From 1, an ambiguous word, to 3, a word without another meaning.
        var weight: Int
        /// The word, which is of the vocabulary.
        var word: String
        /// Whether what follows in the tag is a part of it, as for times.
        var isGroup = false
    }

    private(set) var clue: Clue?
    private(set) var statistic = TagStatistic.values
    /// The statistic's word of those that count non-finite elements, and whether it has no other
    /// meaning.
    private(set) var countsNonFinite: (isCertain: Bool, isShare: Bool)?
    /// Whether the segment names nothing but its role, its statistic and their context.
    private(set) var isPure = true
    /// Whether it says only which statistic, when or where.
    private(set) var isEmpty = true
    /// Whether it says only a number.
    private(set) var isNumber = true
    /// Whether it says only what steps count in.
    private(set) var isAxis = false
    /// Whether it says only a statistic.
    private(set) var isStatistic = false
    private(set) var isEvaluation = false
    /// Whether it names a part of a network.
    private(set) var namesModule = false
    /// The word that names a parameter of a layer.
    private(set) var leaf: String?
    /// Whether words come before the leaf, as in `fc1_weight`.
    private(set) var leafIsQualified = false
    /// The words that are neither the role nor the statistic nor their context.
    private(set) var names: [Int] = []

    private struct Token {
        var word: String
        var stem: String
        var sense: WordSense?
        /// The position of the word in the tag.
        var index: Int
    }

    private var tokens: [Token] = []
    /// Tokens that are part of what others say.
    private var covered: Set<Int> = []

    init(_ name: TagName, _ segment: TagName.Segment, isScalar: Bool) {
        for index in segment.words {
            let word = name.words[index].text
            let stem = Vocabulary.stem(of: word)
            tokens.append(
                Token(word: word, stem: stem, sense: Vocabulary.sense(of: word), index: index)
            )
        }
        let isCall = segment.words.contains { name.words[$0].isArgument }
        readStatistic()
        readClue(isScalar: isScalar)
        if clue == nil, isCall {
            clue = Clue(role: .output, weight: 1, word: "(x)")
        } else if isCall, clue?.weight == 1, segment.words.count == 2 {
            clue = Clue(role: .output, weight: 1, word: "(x)")
        }
        readShape()
    }

    // MARK: Parts

    private func role(_ index: Int) -> TagRole? {
        guard let sense = tokens[index].sense, sense.kind == .quantity else { return nil }
        return sense.role
    }

    private func weight(_ index: Int) -> Int { tokens[index].sense?.weight ?? 0 }

    private func stem(_ index: Int) -> String { tokens[index].stem }

    private func isContent(_ index: Int) -> Bool {
        if covered.contains(index) { return false }
        guard let sense = tokens[index].sense else {
            return !Vocabulary.isNumber(tokens[index].word)
        }
        switch sense.kind {
        case .quantity, .module: return true
        case .statistic, .context, .axis, .evaluation: return false
        }
    }

    private func isUnknown(_ index: Int) -> Bool {
        tokens[index].sense == nil && !Vocabulary.isNumber(tokens[index].word)
    }

    private mutating func found(_ role: TagRole, _ weight: Int, at index: Int) {
        clue = Clue(
            role: role,
            weight: weight,
            word: Vocabulary.known(tokens[index].word),
            isGroup: tokens[index].sense?.isGroup ?? false
        )
    }

    // MARK: Statistic

    private mutating func readStatistic() {
        let hasNames = tokens.indices.contains {
            isUnknown($0) || tokens[$0].sense?.kind == .module
        }
        for index in tokens.indices {
            guard let found = statistic(at: index) else { continue }
            // In the middle of a name it is a part of the name.
            if hasNames, index > 0, index < tokens.count - 1, role(index - 1) == nil,
                role(index + 1) == nil
            {
                continue
            }
            guard found != .nonFiniteCount else {
                readNonFinite(index)
                continue
            }
            if statistic == .values || found == .norm { statistic = found }
        }
        if tokens.contains(where: { ["gnorm", "gradnorm", "gradnorms"].contains($0.word) }) {
            statistic = .norm
        }
        if statistic == .norm { countsNonFinite = nil }
        if countsNonFinite != nil { statistic = .nonFiniteCount }
    }

    private mutating func readNonFinite(_ index: Int) {
        let word = tokens[index].word
        let neighbors = [index - 1, index + 1].filter(tokens.indices.contains)
        let near = neighbors.map { tokens[$0].word }
        guard word != "finite" || near.contains("non") || near.contains("not") else { return }
        let isCounted = near.contains { Self.countWords.contains($0) }
        let isShare = near.contains { Self.shareWords.contains($0) }
        let isAmbiguous = word == "nan" || word == "inf" || word.hasPrefix("overflow")
        let isWord = !isAmbiguous || isCounted || isShare
        guard isWord || index == tokens.count - 1 else { return }
        covered.insert(index)
        covered.formUnion(
            neighbors.filter { Self.countWords.union(Self.shareWords).contains(tokens[$0].word) }
        )
        countsNonFinite = (isWord, isShare || (countsNonFinite?.isShare ?? false))
    }

    private static let countWords: Set<String> = [
        "count", "counts", "num", "number", "n", "has", "is", "any", "elements", "nan", "inf",
        "non", "not",
    ]
    private static let counters: Set<String> = ["num", "number", "nb", "nr", "count"]
    private static let shareWords: Set<String> = [
        "frac", "fraction", "pct", "percent", "ratio", "share", "rate",
    ]

    // MARK: Clue

    private mutating func readClue(isScalar: Bool) {
        if tokens.suffix(2).map(\.word) == ["vs", "samples"] {
            return found(.ignored, 3, at: tokens.count - 1)
        }
        if countsNonFinite?.isCertain == true {
            // What is counted says the role; the count says none.
            return strongest(except: [.derived], isScalar: isScalar)
        }
        if readPair(isScalar: isScalar) { return }
        if let index = tokens.indices.first(where: { tokens[$0].word == "per" }), index > 0,
            !tokens[..<index].indices.contains(where: isMeasured)
        {
            return found(.derived, 3, at: index)
        }
        if let first = tokens.indices.first(where: isContent), isCount(first) {
            return found(.derived, 3, at: first)
        }
        guard let last = tokens.indices.last(where: isContent) else { return onlyContext() }
        if heads(last, isScalar: isScalar) { return }
        strongest(except: [], isScalar: isScalar)
        if clue == nil, let last = tokens.indices.last, isCounted(last) {
            // So many steps, whatever their name.
            found(.derived, 3, at: last)
        }
    }

    private func isCounted(_ index: Int) -> Bool {
        tokens[index].sense?.kind == .axis && tokens[index].word.hasSuffix("s")
    }

    private func isMeasured(_ index: Int) -> Bool {
        guard let role = role(index), weight(index) >= 2 else { return false }
        return role == .loss || role == .metric
    }

    private func isCount(_ index: Int) -> Bool {
        let word = tokens[index].word
        guard tokens.count > index + 1 else { return false }
        if Self.counters.contains(word) || Self.shareWords.contains(word), word != "rate" {
            return true
        }
        return word == "n" && index == 0
    }

    /// Nothing but context: alone, what steps count in are counts.
    private mutating func onlyContext() {
        guard let last = tokens.indices.last(where: { tokens[$0].sense?.kind == .axis }) else {
            return
        }
        found(.derived, 3, at: last)
        isAxis = true
    }

    /// Words that mean something else together.
    private mutating func readPair(isScalar: Bool) -> Bool {
        guard tokens.dropLast().contains(where: { WordPair.firstWords.contains($0.stem) }) else {
            return false
        }
        for pair in WordPair.all where isScalar || !pair.isOfScalars {
            guard let index = index(of: pair) else { continue }
            found(pair.role, pair.weight, at: pair.role == .optimizerState ? index : index + 1)
            guard pair.isName else { return true }
            covered.formUnion([index, index + 1])
            // As in max_exp_avg_sq.
            if index + 2 < tokens.count, tokens[index + 2].word == "sq" {
                covered.insert(index + 2)
            }
            if statistic == .moment {
                let others = tokens.indices.filter { !covered.contains($0) }
                statistic = others.reversed().compactMap { self.statistic(at: $0) }.first ?? .values
            }
            return true
        }
        return false
    }

    private func index(of pair: WordPair) -> Int? {
        let index = tokens.indices.dropLast().first {
            pair.first.contains(stem($0)) && pair.second.contains(stem($0 + 1))
        }
        guard let index else { return nil }
        let rest = tokens.indices.dropFirst(index + 2)
        let fits =
            switch pair.following {
            case .anything: true
            case .names: !rest.contains { role($0) != nil }
            case .nothing: !rest.contains(where: isContent)
            }
        return fits ? index : nil
    }

    private func statistic(at index: Int) -> TagStatistic? {
        guard case .statistic(let found) = tokens[index].sense?.kind else { return nil }
        return found
    }

    /// The last word that says something decides where it is a head; a loss decides over the rest.
    private mutating func heads(_ last: Int, isScalar: Bool) -> Bool {
        let losses = tokens.indices.filter { role($0) == .loss && weight($0) == 3 }
        if let role = role(last), tokens[last].sense?.isHead == true,
            role != .loss || losses.isEmpty
        {
            let isSetting = role == .coefficient && weight(last) < 3
            if !isSetting || losses.isEmpty {
                return head(last, role, isScalar: isScalar)
            }
            if tokens[last].word == "scale" {
                found(.lossScale, 3, at: last)
                return true
            }
        }
        // The weight of a term is no weight of a layer.
        if tokens[last].sense?.isLeaf == true, isScalar, statistic == .values,
            tokens.indices.prefix(last).contains(where: isTerm)
        {
            found(.coefficient, 3, at: last)
            return true
        }
        guard let loss = losses.last else { return false }
        found(.loss, 3, at: loss)
        return true
    }

    private func isTerm(_ index: Int) -> Bool {
        role(index) == .loss || role(index) == .metric || role(index) == .output
    }

    private mutating func head(_ last: Int, _ role: TagRole, isScalar: Bool) -> Bool {
        // A rate of success is a measure; that of learning was one of the pairs.
        if ["rate", "rates"].contains(stem(last)), last > 0, self.role(last - 1) == .metric {
            found(.metric, 3, at: last - 1)
            return true
        }
        // Decibels and the like are single numbers.
        if role == .derived, stem(last) == "db", !isScalar || tokens.count == 1 { return false }
        if role == .learningRate || role == .derived || weight(last) >= 2 {
            found(role, weight(last), at: last)
            return true
        }
        return false
    }

    /// The role of the heaviest word; of equal ones the last decides, but a gradient is of
    /// whatever it names.
    private mutating func strongest(except roles: Set<TagRole>, isScalar: Bool) {
        var best: Int?
        for index in tokens.indices {
            guard let role = role(index), !roles.contains(role), isUsable(index) else { continue }
            if let present = best, weight(present) > weight(index) { continue }
            if let present = best, weight(present) == weight(index),
                self.role(present) == .gradient || self.role(present) == .optimizerState
            {
                continue
            }
            best = index
        }
        guard let best, let role = self.role(best) else { return }
        let gradient = tokens.indices.first { self.role($0) == .gradient && weight($0) == 3 }
        if let gradient, role.hasLayers {
            return found(.gradient, 3, at: gradient)
        }
        var heft = weight(best)
        // Data words before the name of a module, as in image_encoder, are part of its name.
        if role == .data || role == .input,
            tokens[best...].dropFirst().contains(where: { $0.sense?.kind == .module })
        {
            return
        }
        // A mask's token is not a mask.
        if role == .mask, best != tokens.indices.last(where: isContent) { heft = 1 }
        if tokens[best].sense?.isLeaf == true, isScalar, statistic == .values { heft = 1 }
        found(role, heft, at: best)
    }

    private func isUsable(_ index: Int) -> Bool {
        // x is data only alone.
        tokens[index].word != "x" || tokens.count == 1
    }

    // MARK: Shape

    private mutating func readShape() {
        isEmpty = !tokens.indices.contains(where: isContent) && clue == nil
        isNumber = tokens.allSatisfy { Vocabulary.isNumber($0.word) }
        if tokens.count == 1, tokens[0].word == "time" { isAxis = true }
        isStatistic =
            isEmpty && statistic != .values && countsNonFinite?.isCertain != false
        isEvaluation = tokens.contains { $0.sense?.kind == .evaluation }
        namesModule = tokens.contains { $0.sense?.kind == .module }
        isPure = !tokens.indices.contains { isUnknown($0) && !covered.contains($0) } && !namesModule
        if let first = tokens.indices.first(where: isContent) {
            let last = tokens.indices.last(where: isContent) ?? first
            for index in [last, first] where leaf == nil && tokens[index].sense?.isLeaf == true {
                leaf = tokens[index].word
                leafIsQualified = index > first
            }
        }
        for (position, token) in tokens.enumerated() where !covered.contains(position) {
            switch token.sense?.kind {
            case nil where Vocabulary.isNumber(token.word) && !isNumber && clue != nil: continue
            case nil, .module: names.append(token.index)
            case .quantity where token.sense?.role != clue?.role && leaf != token.word:
                names.append(token.index)
            default: continue
            }
        }
    }
}
