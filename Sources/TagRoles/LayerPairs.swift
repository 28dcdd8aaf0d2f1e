/// Pairs of tags that differ only in one word, which says input in one and output in the other.
///
/// As in `in.score` and `out.score`: such a pair shows that the rest is a layer, whatever its words
/// mean elsewhere. So do several tags with the same word at the same end.
struct LayerPairs {
    /// The segment of a name that says input or output, and what it says.
    private struct Side {
        var segment: Int
        var role: TagRole
        /// Whether the layer's name comes after it.
        var isFirst: Bool
        /// A hash of the rest of the name.
        var rest: UInt64
        /// A hash of the word, and of the end of the name at which it is.
        var word: UInt64
    }

    private struct Roles {
        var holdsInput = false
        var holdsOutput = false
        var areBoth: Bool { holdsInput && holdsOutput }
    }

    private var roles: [UInt64: Roles] = [:]
    /// How many names have the same word at the same end.
    private var families: [UInt64: Int] = [:]
    /// Pairs that are named in only one way, by whether the word comes first.
    private var firstCount = 0
    private var lastCount = 0

    mutating func add(_ tag: RunTag) {
        let name = TagName(tag.name)
        let sides = Self.sides(of: name)
        for side in sides {
            let were = roles[side.rest] ?? Roles()
            var now = were
            if side.role == .input { now.holdsInput = true } else { now.holdsOutput = true }
            roles[side.rest] = now
            if tag.kind != .scalar { families[side.word, default: 0] += 1 }
            guard sides.count == 1, now.areBoth, !were.areBoth else { continue }
            if side.isFirst { firstCount += 1 } else { lastCount += 1 }
        }
    }

    /// Lets a tag that is one of a pair mean what the pair shows.
    func apply(to reading: inout NameReading, _ name: TagName, isScalar: Bool) {
        let sides = Self.sides(of: name)
        let side: Side? =
            if sides.count > 1 {
                // A layer may itself be called input or output: its name is where it is in others.
                firstCount == lastCount
                    ? nil : sides.first { $0.isFirst == (firstCount > lastCount) }
            } else {
                sides.first
            }
        guard let side, Self.mayBePaired(reading, side, isScalar: isScalar) else { return }
        let isPair = roles[side.rest]?.areBoth == true
        guard isPair || (!isScalar && families[side.word] ?? 0 >= Self.familySize) else { return }
        let path = Self.path(of: name, besides: side.segment, isScalar: isScalar)
        guard !path.isEmpty else { return }
        if isPair {
            reading.pair(side.role, path: path)
        } else {
            let word = name.words[name.segments[side.segment].words.lowerBound]
            reading.join(side.role, path: path, word: Vocabulary.known(word.text))
        }
    }

    /// Whether nothing in a name says that it is no tensor of the forward pass.
    private static func mayBePaired(
        _ reading: NameReading,
        _ side: Side,
        isScalar: Bool
    ) -> Bool {
        switch reading.role {
        case .gradient, .parameter, .optimizerState, .ignored: return false
        case .input, .output, .data, .unknown:
            return !isScalar || reading.statistic != .values
        case .derived:
            // A number by itself may be what its words say.
            return !isScalar
        default:
            return !isScalar || (side.isFirst && reading.isStatisticOfPath)
        }
    }

    /// So many tags with the same word at the same end are a family.
    private static let familySize = 3

    /// The first and the last segment that say only input or output.
    ///
    /// What says only when, where or which statistic does not count.
    private static func sides(of name: TagName) -> [Side] {
        guard name.segments.count > 1,
            name.words.contains(where: { Vocabulary.side(of: $0.text) != nil })
        else { return [] }
        var sides: [Side] = []
        for (order, isFirst) in [
            (Array(name.segments.indices.prefix(reach)), true),
            (name.segments.indices.suffix(reach).reversed(), false),
        ] {
            guard
                let index = order.first(where: {
                    role(of: $0, name) != nil || !isContext($0, name)
                }),
                let role = role(of: index, name), !sides.contains(where: { $0.segment == index })
            else { continue }
            // After words that say only where, it comes last if nothing else follows.
            let isFirst = isFirst && (index == 0 || isFollowed(index, name))
            let bytes = name.segments[index].bytes
            sides.append(
                Side(
                    segment: index,
                    role: role,
                    isFirst: isFirst,
                    rest: hash(name.bytes[..<bytes.lowerBound], name.bytes[bytes.upperBound...]),
                    word: hash(isFirst ? [1] : [], name.bytes[bytes])
                )
            )
        }
        return sides
    }

    /// More segments at an end of a name are not looked at.
    private static let reach = 4

    private static func role(of segment: Int, _ name: TagName) -> TagRole? {
        let words = name.segments[segment].words
        guard let first = words.first, let role = Vocabulary.side(of: name.words[first].text),
            words.dropFirst().allSatisfy({ Vocabulary.isNumber(name.words[$0].text) })
        else { return nil }
        return role
    }

    private static func isContext(_ segment: Int, _ name: TagName) -> Bool {
        let reading = SegmentReading(name, name.segments[segment], isScalar: true)
        return reading.isEmpty && !reading.isNumber
    }

    /// Whether more than a statistic and the like comes after a segment.
    private static func isFollowed(_ segment: Int, _ name: TagName) -> Bool {
        name.segments.indices.drop { $0 <= segment }.prefix(reach).contains {
            !isContext($0, name)
        }
    }

    private static func hash(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        for byte in first { mix(byte) }
        mix(0)
        for byte in second { mix(byte) }
        return hash
    }

    /// The name without the side, and without what says when, where or which statistic.
    private static func path(of name: TagName, besides side: Int, isScalar: Bool) -> String {
        var kept = Array(name.segments.indices.filter { $0 != side })
        if isFollowed(side, name) {
            while kept.count > 1, let first = kept.first, first < side, isContext(first, name) {
                kept.removeFirst()
            }
        }
        while isScalar, kept.count > 1, let last = kept.last, isContext(last, name) {
            kept.removeLast()
        }
        return ModulePath.withoutWrappers(kept.map { name.segments[$0].bytes }, of: name)
    }
}
