/// The cause of a broken tensor, as far as the logged numbers show it.
public struct Cause: Hashable, Sendable {
    /// How much of it is seen rather than inferred.
    public enum Strength: Int, Hashable, Sendable, Comparable {
        /// The numbers are consistent with it, and might be with other causes.
        case possible
        /// The numbers are consistent with it, and with no other known cause.
        case likely
        /// The logged numbers show it.
        case shown

        /// Weaker before stronger.
        public static func < (left: Strength, right: Strength) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    /// Kinds of causes.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The batch holds non-finite numbers.
        case badData = "bad-data"
        /// The logarithm of zero; or of a number at or below zero, where the numbers do not show
        /// which.
        case logZero = "log-zero"
        /// The logarithm of a negative number.
        case logNegative = "log-negative"
        /// A square root or a norm at zero, whose slope is infinite.
        case sqrtZero = "sqrt-zero"
        /// The square root of a negative number.
        case sqrtNegative = "sqrt-negative"
        /// Arccos or arcsin at ±1, where the slope is infinite.
        case arccosOne = "arccos-one"
        /// Arccos or arcsin outside -1 to 1.
        case arccosDomain = "arccos-domain"
        /// A division by zero.
        case divideByZero = "divide-by-zero"
        /// An exponential beyond the type's range, as in a softmax that does not subtract the
        /// maximum.
        case expOverflow = "exp-overflow"
        /// Values beyond the range of the element type.
        case rangeOverflow = "range-overflow"
        /// Growth until overflow, or a jump of the learning rate: the rate is too high.
        case divergence
        /// The optimizer's own arithmetic, or a learning rate that is not finite.
        case optimizer
        /// Infinities that met: Inf - Inf, 0 x Inf, Inf / Inf.
        case infinityMet = "infinity-met"
        /// A loss of exactly zero that hides a failure.
        case filteredLoss = "filtered-loss"
        /// A setting, other than the learning rate, that is absurd or jumped.
        case hyperparameter
    }

    /// The kind.
    public var kind: Kind
    /// One sentence that says what happened.
    public var title: String
    /// The numbers on which it rests.
    public var evidence: [String]
    /// What to do about it.
    public var remedy: String
    /// How certain it is.
    public var strength: Strength
    /// The layer in which it happened, if that is not the origin's.
    public var layer: String?
}
