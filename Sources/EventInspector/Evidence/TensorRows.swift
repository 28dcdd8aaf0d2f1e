/// The odd rows of a tensor; a row runs along its last dimension.
///
/// A row of zeros has norm 0, one of equal elements has deviation 0: dividing by these breaks
/// exactly those rows.
struct TensorRows {
    private(set) var bad: [Int] = []
    private(set) var zero: [Int] = []
    private(set) var constant: [Int] = []

    private var length = 0
    private var index = 0
    private var position = 0
    private var first = 0.0
    private var isConstant = true
    private var holdsBad = false

    init() {}

    /// The memory that the rows use.
    var byteCount: Int { 8 * (bad.count + zero.count + constant.count) }

    /// Examines rows of one length; none if each has only one element.
    init(length: Int) {
        self.length = length
    }

    @inline(__always)
    mutating func add(_ value: Double) {
        guard length > 1 else { return }
        if position == 0 {
            first = value
            isConstant = true
            holdsBad = false
        } else if value != first {
            isConstant = false
        }
        if !value.isFinite { holdsBad = true }
        position += 1
        guard position == length else { return }
        if holdsBad, bad.count < Self.limit { bad.append(index) }
        if isConstant, !holdsBad, constant.count < Self.limit {
            constant.append(index)
            if first == 0 { zero.append(index) }
        }
        position = 0
        index += 1
    }

    private static let limit = 1_024
}
