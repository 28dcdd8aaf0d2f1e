import Testing

@testable import SeriesExport

/// Columns of strings: dictionaries, their limits, and several tables.
struct StringColumnTests {
    private static let column = [ParquetColumn("s", .string, isOptional: true)]

    private func texts(_ strings: [String]) -> [ParquetFile.Cell] {
        strings.map { .text(Array($0.utf8)) }
    }

    /// Sizes at which an index takes one bit more.
    @Test(arguments: [1, 2, 3, 4, 5, 16, 17, 255, 256, 257, 65_535, 65_536, 65_537])
    func indexesHaveAsManyBitsAsTheDictionaryNeeds(count: Int) throws {
        let table = ParquetStringTable()
        let strings = (0..<count).map { String($0, radix: 36) }
        for string in strings { table.append(string) }
        let file = try written(Self.column) { writer in
            try writer.append(
                rowCount: count,
                [.string(.array((0..<Int32(count)).map { Int32(count) - 1 - $0 }), in: table)]
            )
        }
        #expect(file.cells(0) == texts(strings.reversed()))
        #expect(file.rowGroups[0][0].dictionaryCount == count)
    }

    @Test func aDictionaryHasWhatOccursInItsRowGroup() throws {
        let table = ParquetStringTable()
        for index in 0..<1000 { table.append("tag \(index)") }
        var options = ParquetOptions()
        options.rowGroupRowLimit = 10
        let file = try written(Self.column, options) { writer in
            try writer.append(rowCount: 10, [.string(.repeating(7), in: table)])
            try writer.append(rowCount: 3, [.string(.array([999, 7, 999]), in: table)])
        }
        #expect(file.rowGroups.map { $0[0].dictionaryCount } == [1, 2])
        #expect(
            file.cells(0)
                == texts([String](repeating: "tag 7", count: 10) + ["tag 999", "tag 7", "tag 999"])
        )
    }

    @Test func manyStringsAreStoredAsTheyAre() throws {
        let table = ParquetStringTable()
        let strings = (0..<30_000).map { "\($0) " + String(repeating: "x", count: $0 % 100) }
        for string in strings { table.append(string) }
        let file = try written(Self.column) { writer in
            try writer.append(
                rowCount: strings.count,
                [.string(.array((0..<30_000).map { $0 }), in: table)]
            )
        }
        #expect(file.cells(0) == texts(strings))
        let chunk = try #require(file.rowGroups.first?[0])
        #expect(Set(chunk.pages.map(\.encoding)) == [0, 8])
        #expect(try #require(chunk.dictionaryCount) < 30_000)
        #expect(chunk.metadata[2]?.list?.compactMap(\.integer).sorted() == [0, 3, 8])
        #expect(chunk.metadata[12]?[6]?.text == strings.min())
    }

    @Test func aSecondTableOfARowGroupIsStoredAsItIs() throws {
        let first = ParquetStringTable()
        let second = ParquetStringTable()
        for string in ["a", "b"] { first.append(string) }
        for string in ["c", "a"] { second.append(string) }
        var options = ParquetOptions()
        options.rowGroupRowLimit = 8
        let file = try written(Self.column, options) { writer in
            for table in [first, second, first, second] {
                try writer.append(rowCount: 3, [.string(.array([1, 0, 1]), in: table)])
            }
        }
        #expect(
            file.cells(0) == texts(["b", "a", "b", "a", "c", "a", "b", "a", "b", "a", "c", "a"])
        )
        #expect(file.rowGroups.map { $0[0].dictionaryCount } == [2, 1])
    }

    @Test func aTableMayGrow() throws {
        let table = ParquetStringTable()
        let file = try written(Self.column) { writer in
            for string in ["a", "", "c"] {
                let index = table.append(string)
                try writer.append(rowCount: 2, [.string(.repeating(index), in: table)])
            }
        }
        #expect(file.cells(0) == texts(["a", "a", "", "", "c", "c"]))
    }

    @Test func rowsWithoutStringsNeedNoDictionary() throws {
        let table = ParquetStringTable()
        table.append("a")
        var options = ParquetOptions()
        options.pageRowLimit = 5
        let file = try written(Self.column, options) { writer in
            try writer.append(rowCount: 7, [.null])
            try writer.append(
                rowCount: 7,
                [.string(.repeating(0), in: table, present: .repeating(false))]
            )
            try writer.append(rowCount: 2, [.string(.repeating(0), in: table)])
        }
        #expect(
            file.cells(0) == [ParquetFile.Cell](repeating: .null, count: 14) + texts(["a", "a"])
        )
        #expect(file.rowGroups[0][0].metadata[12]?[3]?.integer == 14)
    }

    @Test func longBoundsAreLeftOut() throws {
        for (length, isStated) in [(256, true), (257, false)] {
            let table = ParquetStringTable()
            table.append(String(repeating: "x", count: length))
            let file = try written(Self.column) { writer in
                try writer.append(rowCount: 1, [.string(.repeating(0), in: table)])
            }
            #expect((file.rowGroups[0][0].metadata[12]?[6] != nil) == isStated)
        }
    }

    @Test func anyBytesPass() throws {
        let table = ParquetStringTable()
        let bytes: [UInt8] = [0xff, 0, 0xc3, 0x28]
        bytes.withUnsafeBytes { _ = table.append(utf8: $0) }
        let file = try written(Self.column) { writer in
            try writer.append(rowCount: 1, [.string(.repeating(0), in: table)])
        }
        #expect(file.cells(0) == [.text(bytes)])
    }
}
