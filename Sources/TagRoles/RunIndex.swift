/// What all tags of a run say together, as far as the role of one of them depends on it.
///
/// Names are kept as hashes: a few words of memory for each tag, whatever its length. Adding a tag
/// takes time in proportion to its name.
struct RunIndex {
    /// A path's hash, and whether a number is all of it.
    typealias Hash = UInt64

    /// How many tags name a layer, itself or with more enclosing scopes.
    private var endings: [Hash: UInt32] = [:]
    /// How many tags name exactly this layer.
    private var layers: [Hash: UInt32] = [:]
    /// Modules whose parameters or gradients have tags of their own, and which of the two.
    private var modules: [Hash: Module] = [:]
    /// The first number after a prefix, and whether there are others.
    private var numbers: [Hash: (first: Hash, isOnly: Bool)] = [:]
    /// The statistics of which a path has tags.
    private var statistics: [Hash: Set<TagStatistic>] = [:]
    /// The roles of the tags of a group.
    private var groups: [Hash: GroupRoles] = [:]

    struct ModuleSigns: OptionSet {
        var rawValue: UInt8
        static let parameters = ModuleSigns(rawValue: 1)
        static let gradients = ModuleSigns(rawValue: 2)
    }

    private struct Module {
        var signs: ModuleSigns
        /// The first tag that gave a sign, and whether others did.
        var tag: Hash
        var isShared = false
    }

    private struct GroupRoles {
        var role: TagRole
        var count = 1
        var isMixed = false
    }

    mutating func add(_ tag: RunTag, _ reading: NameReading) {
        let key = Self.key(reading.path)
        if reading.role.hasLayers || reading.role == .unknown || reading.role == .data,
            let whole = key.last
        {
            for ending in key { endings[ending, default: 0] &+= 1 }
            layers[whole, default: 0] &+= 1
        }
        if let whole = key.last, !reading.leaf.isEmpty {
            let signs: ModuleSigns =
                switch reading.role {
                case .parameter: .parameters
                case .gradient: .gradients
                default: []
                }
            if !signs.isEmpty { add(signs, of: Self.hash(tag.name), toModule: whole) }
        }
        if let (prefix, number) = reading.numbered {
            let (prefix, number) = (Self.hash(prefix), Self.hash(number))
            if let known = numbers[prefix] {
                if known.first != number { numbers[prefix] = (known.first, false) }
            } else {
                numbers[prefix] = (number, true)
            }
        }
        if reading.isStatisticOfPath {
            statistics[Self.hash(reading.path), default: []].insert(reading.statistic)
        }
        guard reading.weight >= 3, let group = Self.group(of: tag.name) else { return }
        if var known = groups[group] {
            known.count += 1
            if known.role != reading.role { known.isMixed = true }
            groups[group] = known
        } else {
            groups[group] = GroupRoles(role: reading.role)
        }
    }

    private mutating func add(_ signs: ModuleSigns, of tag: Hash, toModule module: Hash) {
        if var known = modules[module] {
            known.signs.formUnion(signs)
            if known.tag != tag { known.isShared = true }
            modules[module] = known
        } else {
            modules[module] = Module(signs: signs, tag: tag)
        }
    }

    /// Whether another tag names the same layer, one of the two perhaps with more enclosing scopes.
    func isShared(_ path: String) -> Bool {
        let key = Self.key(path)
        guard let whole = key.last else { return false }
        if layers[whole] ?? 0 > 1 || (endings[whole] ?? 0 > 1 && Self.isNamed(path)) { return true }
        return key.dropLast().contains { layers[$0] != nil }
    }

    /// What other tags show that the module at a path has: parameters or gradients.
    func signs(of path: String, besides tag: String) -> ModuleSigns {
        guard let module = Self.key(path).last.flatMap({ modules[$0] }),
            module.isShared || module.tag != Self.hash(tag)
        else { return [] }
        return module.signs
    }

    /// Whether a prefix goes on with several numbers, as the children of a module do.
    func isNumbered(_ prefix: String) -> Bool {
        numbers[Self.hash(prefix)].map { !$0.isOnly } ?? false
    }

    /// Whether a path has several statistics, as a tensor does.
    func hasStatistics(_ path: String) -> Bool { statistics[Self.hash(path)]?.count ?? 0 > 1 }

    /// The role that all other tags of the same group have, if they are several.
    func neighbors(of tag: String) -> TagRole? {
        guard let roles = Self.group(of: tag).flatMap({ groups[$0] }) else { return nil }
        return roles.isMixed || roles.count < 3 ? nil : roles.role
    }

    // MARK: Hashes

    /// The hashes of the endings of a path at whole parts, the whole path last.
    ///
    /// An ending that is only numbers names no layer.
    private static func key(_ path: String) -> [Hash] {
        var key: [Hash] = []
        var hash = offset
        var hasName = false
        var isAtJoint = true
        for byte in path.utf8.reversed() {
            if joints.contains(byte) {
                if !isAtJoint, hasName, key.count < longestKey { key.append(hash) }
                isAtJoint = true
                continue
            }
            if isAtJoint, hash != offset { mix(separator, into: &hash) }
            isAtJoint = false
            if !(48...57 ~= byte) { hasName = true }
            mix(65...90 ~= byte ? byte | 0x20 : byte, into: &hash)
        }
        if hash != offset { key.append(hash) }
        return key
    }

    private static func isNamed(_ path: String) -> Bool {
        path.utf8.contains { !(48...57 ~= $0) && !joints.contains($0) }
    }

    private static func group(of tag: String) -> Hash? {
        tag.utf8.lastIndex(of: separator).map { hash(String(tag[..<$0])) }
    }

    private static func hash(_ text: String) -> Hash {
        var hash = offset
        for byte in text.utf8 { mix(byte, into: &hash) }
        return hash
    }

    /// FNV-1a; two names with the same hash would only be taken for one.
    private static func mix(_ byte: UInt8, into hash: inout Hash) {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }

    private static let offset: Hash = 0xcbf2_9ce4_8422_2325
    private static let separator = UInt8(ascii: "/")
    private static let joints = Set("/._-: []()".utf8)
    /// Deeper endings are not kept.
    private static let longestKey = 32
}
