/// How strongly the evidence speaks for a role.
package enum RoleStrength: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// Nothing speaks for a role.
    case none
    /// Something does, such as one word that has other meanings as well.
    ///
    /// A message says "looks like", and nothing is to be concluded from it alone.
    case weak
    /// A word without another meaning does, or several signs that agree.
    case strong
    /// The writer recorded the role, or a rule gives it.
    case certain

    package static func < (left: RoleStrength, right: RoleStrength) -> Bool {
        left.rawValue < right.rawValue
    }
}
