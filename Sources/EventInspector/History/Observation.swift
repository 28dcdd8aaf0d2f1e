internal import NonFiniteNumbers
internal import TensorBoardEvents

/// One kind of non-finite number found at one place of one value.
struct Observation {
    var kind: NonFiniteKind
    var place: Place
    /// The number of elements of this kind, or an upper bound.
    var count: Int
    var countIsExact = true
    /// The position of the first of them, if the elements themselves were scanned.
    var flatIndex: Int?
    /// The bits of the first of them; `nil` if only a count was written.
    var bits: UInt64?
    var bitWidth = 64
    /// The part of the message that shows it, such as `min` or `hparams.lr`.
    var field: String?
    var dtype: DataType?
    var shape: TensorShape?
}

/// The place of a value in a run.
struct ValuePoint {
    var step: Int64
    var wallTime: Double
    /// The offset of the record in its file.
    var offset: Int
    /// The position of the value within its event.
    var valueIndex: Int
    var checksumIsValid: Bool
}
