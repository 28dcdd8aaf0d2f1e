import TensorBoard

/// Rows and columns of numbers; all of the network's values are matrices.
struct Matrix: Equatable {
    let rows: Int
    let columns: Int
    /// The elements, row by row.
    var elements: [Float]
    /// Whether the elements are halves, and logged as such.
    var isHalf = false

    init(rows: Int, columns: Int, elements: [Float]) {
        precondition(elements.count == rows * columns)
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    init(_ rows: Int, _ columns: Int, _ element: (_ row: Int, _ column: Int) -> Float) {
        self.rows = rows
        self.columns = columns
        elements = (0..<rows * columns).map { element($0 / columns, $0 % columns) }
    }

    static func zeros(like other: Matrix) -> Matrix {
        Matrix(other.rows, other.columns) { _, _ in 0 }
    }

    subscript(row: Int, column: Int) -> Float {
        get { elements[row * columns + column] }
        set { elements[row * columns + column] = newValue }
    }

    func map(_ transform: (Float) -> Float) -> Matrix {
        Matrix(rows: rows, columns: columns, elements: elements.map(transform))
    }

    /// Combines the elements of both matrices one by one.
    func combined(_ other: Matrix, _ transform: (Float, Float) -> Float) -> Matrix {
        precondition((rows, columns) == (other.rows, other.columns))
        return Matrix(
            rows: rows,
            columns: columns,
            elements: zip(elements, other.elements).map(transform)
        )
    }

    /// The product, in textbook order, so that a row's result does not depend on its position.
    func times(_ other: Matrix) -> Matrix {
        precondition(columns == other.rows)
        return Matrix(rows, other.columns) { row, column in
            (0..<columns).reduce(0) { $0 + self[row, $1] * other[$1, column] }
        }
    }

    var transposed: Matrix {
        Matrix(columns, rows) { self[$1, $0] }
    }

    func row(_ row: Int) -> ArraySlice<Float> {
        elements[row * columns..<(row + 1) * columns]
    }

    /// The mean of each column.
    var columnMeans: [Float] {
        (0..<columns).map { column in
            (0..<rows).reduce(Float(0)) { $0 + self[$1, column] } / Float(rows)
        }
    }

    /// The root of the sum of the squares.
    var norm: Float {
        elements.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
    }
}

extension Matrix: TensorSource {
    var tensorShape: [Int] { [rows, columns] }
    var tensorDType: DataType { isHalf ? .half : .float }

    func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        guard isHalf else { return try elements.withUnsafeBytes(body) }
        return try elements.map { Half.bits(of: $0) }.withUnsafeBytes(body)
    }
}
