internal import TensorBoardEvents

/// One kind of non-finite number found at one place of one value.
struct Observation {
    var kind: NonFiniteKind
    var place: Place
    /// Elements of this kind, or an upper bound.
    var count: Int
    var countIsExact = true
    /// The position of the first of them, where the elements themselves were seen.
    var flatIndex: Int?
    /// The bits of the first of them; nil where only a count was written.
    var bits: UInt64?
    var bitWidth = 64
    /// The part of the message that shows it, such as `min` or `hparams.lr`.
    var field: String?
    var dtype: DataType?
    var shape: TensorShape?
}

/// Where a value stands in a run.
struct ValuePoint {
    var step: Int64
    var wallTime: Double
    /// Where the record starts in its file.
    var offset: Int
    /// The position of the value within its event.
    var valueIndex: Int
    var checksumIsValid: Bool
}
