import TestSupport
import Testing

@testable import SeriesExport

/// Whole files, read back by a reader of the tests' own.
struct ParquetWriterTests {
    typealias Cell = ParquetFile.Cell

    @Test(arguments: [ParquetOptions.Compression.uncompressed, .gzip(level: 1)])
    func aFileWithoutRowsHasItsColumns(compression: ParquetOptions.Compression) throws {
        let columns: [ParquetColumn] = [.init("a", .string), .init("b", .double, isOptional: true)]
        let file = try written(columns, ParquetOptions(compression: compression)) { writer in
            try writer.append(
                rowCount: 0,
                [.string(.array([]), in: ParquetStringTable()), .null]
            )
        }
        #expect(file.rowGroups.isEmpty)
        #expect(file.footer[3]?.integer == 0)
        let schema = try #require(file.footer[2]?.list)
        #expect(schema.map { $0[4]?.text } == ["schema", "a", "b"])
        #expect(schema.map { $0[3]?.integer } == [nil, 0, 1])
        #expect(schema[1][10]?[1] == .structure([:]), "the logical type of strings")
        #expect(
            file.footer[7]?.list == [
                .structure([1: .structure([:])]), .structure([1: .structure([:])]),
            ]
        )
    }

    /// Numbers of rows at the borders of slices, pages and row groups.
    @Test(arguments: [1, 7, 8, 63, 64, 65, 99, 100, 101, 200, 299, 300, 301, 1000])
    func rowsAreReadBackAcrossBorders(rowCount: Int) throws {
        for compression in [ParquetOptions.Compression.uncompressed, .gzip(level: 1)] {
            var options = ParquetOptions(compression: compression)
            options.pageRowLimit = 100
            options.rowGroupRowLimit = 300
            let rows = EveryKindOfColumn(rowCount: rowCount, seed: UInt64(rowCount))
            let file = try written(rows.columns, options) { writer in
                try writer.append(rowCount: rowCount, rows.values)
            }
            for (index, cells) in rows.cells.enumerated() {
                #expect(file.cells(index) == cells, "\(rows.columns[index].name)")
            }
            #expect(file.rowGroups.count == (rowCount + 299) / 300)
            #expect(file.footer[3]?.integer == rowCount)
            let pages = file.rowGroups.map { $0[1].pages.map(\.rowCount) }
            #expect(pages.joined().allSatisfy { $0 <= 100 })
        }
    }

    @Test func piecesOfRowsMakeNoDifference() throws {
        let rows = EveryKindOfColumn(rowCount: 1000, seed: 5)
        var options = ParquetOptions()
        options.pageRowLimit = 128
        let whole = try bytes(rows.columns, options) { writer in
            try writer.append(rowCount: 1000, rows.values)
        }
        let parts = try bytes(rows.columns, options) { writer in
            for start in stride(from: 0, to: 1000, by: 77) {
                let part = rows.part(start..<min(start + 77, 1000))
                try writer.append(rowCount: min(77, 1000 - start), part)
            }
        }
        #expect(whole == parts)
    }

    @Test func aRowGroupEndsAtItsSize() throws {
        var options = ParquetOptions()
        options.rowGroupByteLimit = 1 << 20
        let values = (0..<500_000).map { Double($0) }
        let file = try written([.init("value", .double)], options) { writer in
            try writer.append(rowCount: values.count, [.double(values)])
        }
        #expect(file.rowGroups.count == 4)
        for group in file.rowGroups.dropLast() {
            let byteCount = try #require(group[0].metadata[7]?.integer)
            #expect(byteCount >= 1 << 20)
            #expect(byteCount <= 4 << 20)
        }
        #expect(file.cells(0) == values.map { .bits($0.bitPattern) })
    }

    @Test func bitsOfNumbersAreKept() throws {
        let patterns: [UInt64] = [
            0, 1 << 63, 0x7ff0 << 48, 0xfff0 << 48, 0x7ff8 << 48, 0xffff_ffff_ffff_ffff,
            0x7ff0_0000_0000_0001, 0x7ff4_0000_dead_beef, 1, 0x000f_ffff_ffff_ffff,
        ]
        for compression in [ParquetOptions.Compression.uncompressed, .gzip(level: 9)] {
            let options = ParquetOptions(compression: compression)
            let file = try written([.init("value", .double)], options) { writer in
                try writer.append(
                    rowCount: patterns.count,
                    [.double(patterns.map { Double(bitPattern: $0) })]
                )
                for pattern in patterns {
                    try writer.append(
                        rowCount: 2,
                        [.double(.repeating(Double(bitPattern: pattern)))]
                    )
                }
            }
            #expect(file.cells(0) == (patterns + patterns.flatMap { [$0, $0] }).map { .bits($0) })
        }
    }

    @Test func statisticsAreThoseOfTheRowGroup() throws {
        var options = ParquetOptions()
        options.rowGroupRowLimit = 4
        let columns: [ParquetColumn] = [
            .init("s", .string), .init("i", .int64), .init("d", .double, isOptional: true),
            .init("b", .boolean),
        ]
        let table = ParquetStringTable()
        for string in ["b", "", "a", "\u{fe}", "z"] { table.append(string) }
        let file = try written(columns, options) { writer in
            try writer.append(
                rowCount: 6,
                [
                    .string(.array([0, 2, 3, 4, 1, 1]), in: table), .int64([5, -7, 0, 1, 9, 9]),
                    .double(
                        [.nan, -0.0, 99, 2, 0, 0],
                        present: .array([true, true, false, true, false, false])
                    ),
                    .boolean([true, false, true, true, true, true]),
                ]
            )
        }
        let first = file.rowGroups[0].map { $0.metadata[12] }
        #expect(first[0] == statistics(Array("a".utf8), [0xc3, 0xbe], nulls: 0))
        #expect(
            first[1]
                == statistics(
                    SeriesExportTests.bytes(Int64(-7)),
                    SeriesExportTests.bytes(Int64(5)),
                    nulls: 0
                )
        )
        #expect(
            first[2]
                == statistics(
                    SeriesExportTests.bytes((-0.0).bitPattern),
                    SeriesExportTests.bytes(2.0.bitPattern),
                    nulls: 1,
                    nans: 1
                )
        )
        #expect(first[3] == statistics([0], [1], nulls: 0))
        let second = file.rowGroups[1].map { $0.metadata[12] }
        #expect(second[0] == statistics([], [], nulls: 0))
        #expect(second[2] == statistics(nil, nil, nulls: 2, nans: 0))
        #expect(second[3] == statistics([1], [1], nulls: 0))
    }

    @Test func theExampleOfTheDocumentation() throws {
        let tags = ParquetStringTable()
        let loss = tags.append("loss")
        var bytes: [UInt8] = []
        var writer = try ParquetWriter(
            columns: [
                ParquetColumn("tag", .string), ParquetColumn("step", .int64),
                ParquetColumn("value", .double),
            ],
            write: { (part: UnsafeRawBufferPointer) in bytes.append(contentsOf: part) }
        )
        try writer.append(
            rowCount: 3,
            [.string(.repeating(loss), in: tags), .int64([1, 2, 3]), .double([0.5, .nan, -0.0])]
        )
        try writer.finish()
        let file = try ParquetFile(bytes)
        #expect(file.cells(1) == [1, 2, 3].map { .bits($0) })
    }

    @Test func theFooterSaysWhoWrote() throws {
        let options = ParquetOptions(
            createdBy: "tfevents version 1.0 (build abc)",
            metadata: [.init("b", "\u{e9}"), .init("a", "")]
        )
        let file = try written([.init("i", .int32)], options) { _ in }
        #expect(file.footer[6]?.text == "tfevents version 1.0 (build abc)")
        #expect(file.footer[5]?.list?.map { $0[1]?.text } == ["b", "a"])
        #expect(file.footer[5]?.list?.map { $0[2]?.text } == ["\u{e9}", ""])
    }

    private func statistics(
        _ minimum: [UInt8]?,
        _ maximum: [UInt8]?,
        nulls: Int64,
        nans: Int64? = nil
    ) -> ThriftValue {
        var fields: [Int: ThriftValue] = [3: .integer(nulls)]
        if let minimum, let maximum {
            fields[5] = .binary(maximum)
            fields[6] = .binary(minimum)
            fields[7] = .boolean(true)
            fields[8] = .boolean(true)
        }
        if let nans { fields[9] = .integer(nans) }
        return .structure(fields)
    }
}

/// The bytes of a file.
func bytes(
    _ columns: [ParquetColumn],
    _ options: ParquetOptions = ParquetOptions(),
    _ body: (inout ParquetWriter<Never>) throws -> Void
) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = try ParquetWriter<Never>(columns: columns, options: options) {
        bytes.append(contentsOf: $0)
    }
    try body(&writer)
    try writer.finish()
    return bytes
}

/// A file as the tests' own reader sees it.
func written(
    _ columns: [ParquetColumn],
    _ options: ParquetOptions = ParquetOptions(),
    _ body: (inout ParquetWriter<Never>) throws -> Void
) throws -> ParquetFile {
    try ParquetFile(bytes(columns, options, body))
}
