internal import ClampedArithmetic
internal import TFRecord
internal import TagRoles

/// The combined scalars of each layer: its largest number, its smallest, its NaNs.
struct LayerStatistics {
    private struct Key: Hashable {
        var layer: Int
        var role: TagRole
    }

    private var facts: [Key: TensorFacts] = [:]
    private var members: [Key: [Int]] = [:]

    /// Reads each scalar once.
    init(_ analysis: OriginAnalysis) {
        let tags = analysis.evidence.tags
        for index in tags.indices where tags[index].isScalar && !tags[index].isAggregate {
            let tag = tags[index]
            guard let number = (tag.at ?? tag.before.last)?.facts.number else { continue }
            let key = Key(layer: analysis.layer(index), role: tag.meaning.role)
            if (members[key]?.count ?? 0) < Self.memberLimit {
                members[key, default: []].append(index)
            }
            Self.take(number, tag.meaning.statistic, &facts[key, default: TensorFacts()])
        }
    }

    /// The known facts about a layer's tensors with a role.
    func facts(ofLayer layer: Int, role: TagRole) -> TensorFacts {
        facts[Key(layer: layer, role: role)] ?? TensorFacts()
    }

    /// The scalars of a layer's tensors with a role; of very many the first.
    func members(ofLayer layer: Int, role: TagRole) -> [Int] {
        members[Key(layer: layer, role: role)] ?? []
    }

    /// What one scalar says about its tensor.
    static func facts(of number: Double, _ statistic: TagStatistic) -> TensorFacts {
        var facts = TensorFacts()
        if number.isFinite { take(number, statistic, &facts) }
        return facts
    }

    private static let memberLimit = 16

    private static func take(
        _ number: Double,
        _ statistic: TagStatistic,
        _ facts: inout TensorFacts
    ) {
        switch statistic {
        case .maximum: facts.maximum = number
        case .minimum: facts.minimum = number
        case .nonFiniteCount: if number > 0 { facts.nan.addClamped(Int(clamping: number)) }
        case .values:
            facts.minimum = facts.minimum ?? number
            facts.maximum = facts.maximum ?? number
        case .norm, .moment, .zeros: break
        }
    }
}
