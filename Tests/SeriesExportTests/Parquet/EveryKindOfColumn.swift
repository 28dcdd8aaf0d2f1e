import SeriesExport
import TestSupport

/// Random rows of one column of each kind, required and optional.
struct EveryKindOfColumn {
    private(set) var columns: [ParquetColumn] = []
    private(set) var cells: [[ParquetFile.Cell]] = []
    private var makers: [(Range<Int>) -> ParquetValues] = []
    private let rowCount: Int

    var values: [ParquetValues] { part(0..<rowCount) }

    /// The values of some rows.
    func part(_ rows: Range<Int>) -> [ParquetValues] { makers.map { $0(rows) } }

    init(rowCount: Int, seed: UInt64) {
        self.rowCount = rowCount
        var random = SeededGenerator(seed: seed)
        let table = ParquetStringTable()
        let strings = (0..<50).map { "string \($0)" }
        for string in strings { table.append(string) }
        for isOptional in [false, true] {
            // Long stretches and short ones of values, and of their absence.
            let present = Self.stretches(rowCount, of: 2, &random).map { $0 == 1 || !isOptional }
            let mask = { (rows: Range<Int>) -> ParquetElements<Bool> in
                isOptional ? .array(present[rows]) : .repeating(true)
            }
            let indexes = Self.stretches(rowCount, of: 50, &random).map { Int32($0) }
            let stringCells = (0..<rowCount).map {
                ParquetFile.Cell.text(Array(strings[Int(indexes[$0])].utf8))
            }
            add(.string, isOptional, present, stringCells) {
                .string(.array(indexes[$0]), in: table, present: mask($0))
            }
            let steps = (0..<rowCount).map { row in
                row % 50 == 0 ? Int64(bitPattern: random.next()) : Int64(row) * 10
            }
            let int64Cells = (0..<rowCount).map {
                ParquetFile.Cell.bits(UInt64(bitPattern: steps[$0]))
            }
            add(.int64, isOptional, present, int64Cells) {
                .int64(.array(steps[$0]), present: mask($0))
            }
            let attempts = Self.stretches(rowCount, of: 3, &random).map { Int32($0) - 1 }
            let int32Cells = (0..<rowCount).map {
                ParquetFile.Cell.bits(UInt64(UInt32(bitPattern: attempts[$0])))
            }
            add(.int32, isOptional, present, int32Cells) {
                .int32(.array(attempts[$0]), present: mask($0))
            }
            let doubles = (0..<rowCount).map { _ in Double(bitPattern: random.next()) }
            let doubleCells = (0..<rowCount).map { ParquetFile.Cell.bits(doubles[$0].bitPattern) }
            add(.double, isOptional, present, doubleCells) {
                .double(.array(doubles[$0]), present: mask($0))
            }
            let floats = (0..<rowCount).map { _ in
                Float(bitPattern: UInt32.random(in: 0 ... .max, using: &random))
            }
            let floatCells = (0..<rowCount).map {
                ParquetFile.Cell.bits(UInt64(floats[$0].bitPattern))
            }
            add(.float, isOptional, present, floatCells) {
                .float(.array(floats[$0]), present: mask($0))
            }
            let flags = Self.stretches(rowCount, of: 2, &random).map { $0 == 1 }
            let booleanCells = (0..<rowCount).map { ParquetFile.Cell.bits(flags[$0] ? 1 : 0) }
            add(.boolean, isOptional, present, booleanCells) {
                .boolean(.array(flags[$0]), present: mask($0))
            }
        }
    }

    private mutating func add(
        _ kind: ParquetColumn.Kind,
        _ isOptional: Bool,
        _ present: [Bool],
        _ cells: [ParquetFile.Cell],
        _ values: @escaping (Range<Int>) -> ParquetValues
    ) {
        columns.append(ParquetColumn("\(kind)\(columns.count)", kind, isOptional: isOptional))
        self.cells.append(zip(present, cells).map { $0 ? $1 : .null })
        makers.append(values)
    }

    private static func stretches(
        _ count: Int,
        of values: Int,
        _ random: inout SeededGenerator
    ) -> [Int] {
        var result: [Int] = []
        while result.count < count {
            let longest = Bool.random(using: &random) ? 3 : 150
            result += repeatElement(
                Int.random(in: 0..<values, using: &random),
                count: Int.random(in: 1...longest, using: &random)
            )
        }
        return Array(result.prefix(count))
    }
}
