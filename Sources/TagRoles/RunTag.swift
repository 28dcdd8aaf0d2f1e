/// A tag of a run, with what is known of it before its role is.
package struct RunTag: Sendable {
    /// The form of a tag's values.
    package enum Kind: Hashable, Sendable {
        /// Single numbers.
        case scalar
        /// Histograms.
        case histogram
        /// Tensors.
        case tensor
    }

    package var name: String
    package var kind: Kind
    /// What the values were like; nil if they are not known.
    package var facts: ValueFacts?
    /// What the writer recorded about the tag, in metadata of ours.
    package var recorded: TagMeaning?

    package init(
        _ name: String,
        _ kind: Kind,
        facts: ValueFacts? = nil,
        recorded: TagMeaning? = nil
    ) {
        self.name = name
        self.kind = kind
        self.facts = facts
        self.recorded = recorded
    }
}
