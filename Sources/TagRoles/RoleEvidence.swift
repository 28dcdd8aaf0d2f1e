/// What speaks for a tag's role: its name, then the run's other tags, then its values.
struct RoleEvidence {
    private(set) var reading: NameReading
    private(set) var reason = ""

    init(_ reading: NameReading) {
        self.reading = reading
        if reading.isPaired {
            reason = "another tag differs from it only in saying output for input"
        } else if reading.role != .unknown {
            reason =
                reading.weight >= 3
                ? "its tag says '\(reading.word)'" : "by its name ('\(reading.word)')"
        }
    }

    var role: TagRole { reading.weight > 0 ? reading.role : .unknown }

    var strength: RoleStrength {
        role == .unknown ? .none : reading.weight >= 3 ? .strong : .weak
    }

    private mutating func become(_ role: TagRole, _ weight: Int, _ reason: String) {
        reading.role = role
        reading.weight = weight
        self.reason = reason
    }

    // MARK: The run

    mutating func weighRun(_ index: RunIndex, _ tag: RunTag) {
        if tag.kind != .scalar, reading.role == .learningRate || reading.role == .lossScale {
            // Each is one number, and no tensor or histogram.
            reading.weight = min(reading.weight, 2)
        }
        if tag.kind != .scalar, !reading.owner.isEmpty {
            let signs = index.signs(of: reading.owner, besides: tag.name)
            if !signs.isEmpty {
                reading.path = reading.owner
                become(.parameter, 3, "it is of a module path that has \(Self.text(signs))")
            }
        }
        let path = reading.path
        let signs = index.signs(of: path, besides: tag.name)
        let isModule = !signs.isEmpty
        let isNumbered = reading.numbered.map { index.isNumbered($0.prefix) } ?? false
        if reading.role == .input, path.isEmpty {
            // The input of no layer is that of the network.
            reading.role = .data
        }
        if reading.role == .data, reading.word.utf8.count == 1, tag.kind == .scalar,
            reading.statistic == .values
        {
            // A single letter may be anything, such as a coordinate.
            become(.unknown, 0, "")
        }
        switch reading.role {
        case .input where index.isShared(path) && isModule:
            confirm("and it is of a module path that has \(Self.text(signs))")
        case .data, .input, .unknown, .output:
            // A word of data that is the name of a module.
            let isName = reading.role == .output || reading.role == .unknown || reading.weight <= 1
            guard isName, !path.isEmpty || isNumbered else { break }
            // In data/fc1/min the word is no part of the module's name, as it is in data.0.min.
            let isApart = reading.role == .data || reading.role == .input
            if isApart, !isNumbered, !Self.contains(path, reading.word) { break }
            if reading.role == .output {
                if isModule { confirm("and it is a module path that has \(Self.text(signs))") }
            } else if isModule, tag.kind != .scalar || reading.statistic != .values {
                become(.output, 3, "it is a module path that has \(Self.text(signs))")
            } else if reading.isStatisticOfPath, isNumbered || reading.isModulePath {
                become(
                    .output,
                    index.hasStatistics(path) || isNumbered ? 2 : 1,
                    "it names a statistic of what looks like a module"
                )
            } else if reading.isStatisticOfPath, reading.role == .unknown {
                become(.output, 1, "it names a statistic of a tensor")
            }
        case .coefficient where !reading.leaf.isEmpty && isModule:
            become(.parameter, 3, "it is of a module path that has \(Self.text(signs))")
        case .parameter where reading.weight < 3 && isModule:
            confirm("and it is of a module path that has \(Self.text(signs))")
        case .derived where reading.isStatisticOfPath && index.hasStatistics(path):
            become(.output, 1, "it has several statistics, as a tensor has")
        default: break
        }
        if role == .unknown, let neighbors = index.neighbors(of: tag.name) {
            become(neighbors, 1, "the other tags of its group are \(neighbors.noun)")
        }
    }

    private static func contains(_ path: String, _ word: String) -> Bool {
        let path = Array(path.lowercased().utf8)
        let word = Array(word.utf8)
        guard !word.isEmpty, path.count >= word.count else { return false }
        return (0...path.count - word.count).contains { path[$0...].starts(with: word) }
    }

    private mutating func confirm(_ sign: String) {
        guard reading.weight < 3 else { return }
        reading.weight = 3
        reason = "its name, \(sign)"
    }

    private static func text(_ signs: RunIndex.ModuleSigns) -> String {
        switch signs {
        case .parameters: "parameters"
        case .gradients: "gradients"
        default: "parameters and gradients"
        }
    }

    // MARK: The values

    mutating func weighValues(_ tag: RunTag) {
        weighCounts(tag)
        guard let facts = tag.facts, facts.finiteCount > 0 else { return }
        if tag.kind == .scalar {
            weighNumbers(facts)
        } else if facts.areMaskValues, !reading.isPaired || facts.holdsNegativeInfinity,
            role == .parameter || role == .unknown || role == .mask
                || role == .output
        {
            let isMask = role == .mask
            become(.mask, isMask || facts.holdsNegativeInfinity ? 3 : 1, "its values are a mask's")
        }
    }

    /// Numbers of non-finite elements are whole, or shares of all elements.
    private mutating func weighCounts(_ tag: RunTag) {
        guard reading.statistic == .nonFiniteCount, let sign = reading.countsNonFinite else {
            return
        }
        let fits: Bool
        if let facts = tag.facts, facts.finiteCount > 0 {
            fits = facts.canBeCounts || (sign.isShare && facts.canBeShares)
        } else {
            fits = sign.isCertain
        }
        guard fits, sign.isCertain || reading.role.hasLayers || reading.role == .unknown else {
            reading.statistic = .values
            if reading.weight == 0 { become(.unknown, 0, "") }
            return
        }
        if role == .unknown, !reading.path.isEmpty {
            become(.output, 1, "it counts the non-finite elements of a tensor")
        }
    }

    private mutating func weighNumbers(_ facts: ValueFacts) {
        let counts = facts.canBeCounts && facts.onlyGrows && facts.finiteCount >= 3
        if counts, reading.statistic == .values, role == .learningRate || reading.weight < 3,
            role != .derived
        {
            become(.derived, 2, "its values are whole numbers that only grow")
        } else if role == .learningRate, facts.holdsNegative {
            become(.coefficient, 1, "its name is that of a rate, and its values are not")
        } else if role == .unknown, facts.isAlwaysTheSame, facts.finiteCount >= 5 {
            become(.coefficient, 1, "its values are always the same")
        }
    }
}
