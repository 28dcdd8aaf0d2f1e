/// Which rows of a tensor are odd, a row being what lies along its last dimension.
///
/// A row that is all zeros has norm 0, one whose elements are equal has deviation 0: what divides
/// by these breaks exactly those rows.
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

    /// The memory that the rows take.
    var byteCount: Int { 8 * (bad.count + zero.count + constant.count) }

    /// Looks at rows of a length; at none where there is but one element in each.
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
