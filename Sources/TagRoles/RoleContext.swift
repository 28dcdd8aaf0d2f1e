/// All tags of a run, which say together what one of them does not say by itself.
///
/// ```
/// let context = RoleContext(tags)
/// let role = context.role(of: tag)
/// print(role.phrase)  // looks like data, by its name ('features')
/// ```
///
/// A name gives a role and a weight; the other tags and the values confirm it, weaken it, or give
/// another. No single ambiguous word decides. Making a context takes time in proportion to the
/// bytes of the names, and memory in proportion to the number of tags.
package struct RoleContext: Sendable {
    private let rules: TagRules
    private let index: RunIndex
    private let pairs: LayerPairs

    /// Creates a context of all tags of a run.
    package init(_ tags: some Sequence<RunTag>, rules: TagRules = TagRules()) {
        let tags = Array(tags)
        var pairs = LayerPairs()
        for tag in tags { pairs.add(tag) }
        var index = RunIndex()
        for tag in tags {
            index.add(tag, Self.reading(tag, pairs))
        }
        self.rules = rules
        self.index = index
        self.pairs = pairs
    }

    private static func reading(_ tag: RunTag, _ pairs: LayerPairs) -> NameReading {
        let name = TagName(tag.name)
        let isScalar = tag.kind == .scalar
        var reading = NameReading(name, isScalar: isScalar)
        pairs.apply(to: &reading, name, isScalar: isScalar)
        return reading
    }

    /// The role of a tag of the run.
    package func role(of tag: RunTag) -> JudgedRole {
        var reading = Self.reading(tag, pairs)
        if let recorded = tag.recorded {
            return Self.given(recorded.role, recorded.layer, reading, recorded.source)
        }
        if let rule = rules.first(matching: tag.name) {
            return Self.given(rule.role, rule.layer, reading, "the rule '\(rule.text)' says so")
        }
        var evidence = RoleEvidence(reading)
        evidence.weighRun(index, tag)
        evidence.weighValues(tag)
        reading = evidence.reading
        var role = JudgedRole(
            role: evidence.role,
            strength: evidence.strength,
            statistic: reading.statistic,
            path: reading.path,
            leaf: reading.leaf,
            reason: evidence.reason
        )
        if role.role.hasLayers, reading.isPaired || index.isShared(reading.path) {
            role.layer = reading.path
        }
        return role
    }

    private static func given(
        _ role: TagRole,
        _ layer: String?,
        _ reading: NameReading,
        _ reason: String
    ) -> JudgedRole {
        JudgedRole(
            role: role,
            strength: .certain,
            statistic: reading.statistic,
            layer: layer ?? "",
            path: layer ?? reading.path,
            leaf: reading.leaf,
            reason: reason
        )
    }
}
