import SeriesExport
import TestSupport

/// Tables at the edges of the format, and random ones.
extension ParquetTable {
    static func all(seeds: Range<UInt64>) -> [ParquetTable] {
        var tables = [
            extremes(), wide(), longForm(), names(), dictionary(65_537), fallback(), lateStrings(),
        ]
        for rowCount in [0, 1, 2] { tables.append(everyKind(rowCount, "few-\(rowCount)")) }
        tables.append(absent())
        for seed in seeds { tables.append(random(seed)) }
        return tables.flatMap { table in
            [ParquetOptions.Compression.uncompressed, .gzip(level: 1)].map { compression in
                var copy = ParquetTable(
                    "\(table.name)-\(compression == .uncompressed ? "plain" : "gzip")",
                    table.options,
                    batchRowCount: table.batchRowCount
                )
                copy.options.compression = compression
                copy.columns = table.columns
                return copy
            }
        }
    }

    private static func options(page: Int, rowGroup: Int) -> ParquetOptions {
        var options = ParquetOptions(metadata: [.init("source", "tests")])
        options.pageRowLimit = page
        options.rowGroupRowLimit = rowGroup
        return options
    }

    /// Numbers that are easily lost, and statistics that have rules of their own.
    private static func extremes() -> ParquetTable {
        var table = ParquetTable("extremes", options(page: 3, rowGroup: 4))
        table.add(
            "double",
            [
                0, -0.0, 1, 2, .nan, .nan, .nan, .nan, .infinity, -.infinity, .nan, 0,
                -0.0, -0.0, -1, -0.0, .init(nan: 0xdead, signaling: true),
                .init(bitPattern: 0xfff8_0000_0000_0001), .leastNonzeroMagnitude,
                -.greatestFiniteMagnitude,
            ]
        )
        let patterns: [UInt32] = [
            0, 1 << 31, 0x7f80_0000, 0xff80_0000, 0x7fc0_0000, 0xffc0_0001, 0x7f80_0001, 1,
            0x7f7f_ffff, 0x8000_0001,
        ]
        table.add("float", .float, bits: (patterns + patterns).map { Int64($0) })
        let integers: [Int64] = [.min, .max, 0, -1, .max, .max, .min, .min, 1, 2]
        table.add("int64", .int64, bits: integers + integers)
        table.add(
            "int32",
            .int32,
            bits: (integers + integers).map { Int64(Int32(truncatingIfNeeded: $0 >> 32)) }
        )
        table.add("boolean", .boolean, bits: (0..<20).map { $0 < 8 ? 0 : $0 < 12 ? 1 : $0 % 2 })
        table.add("string", (0..<20).map { ["", "\u{fe}", "z", "\u{1f600}", "a\0b"][$0 % 5] })
        return table
    }

    /// A column for each tag, most of them without a value in most rows.
    private static func wide() -> ParquetTable {
        var random = SeededGenerator(seed: 3)
        var table = ParquetTable("wide", options(page: 500, rowGroup: 1500))
        table.add("step", .int64, bits: (0..<2000).map { $0 * 5 })
        for tag in 0..<120 {
            let every = Int64(1 + tag % 40)
            table.add(
                "tag/\(tag)",
                (0..<2000).map { (row: Int64) -> Double? in
                    row % every == 0 ? Double.random(in: -1...1, using: &random) : nil
                }
            )
        }
        return table
    }

    /// The columns of an export, one series after the other, at the usual sizes.
    private static func longForm() -> ParquetTable {
        var random = SeededGenerator(seed: 4)
        let rows = 0..<70_000
        var table = ParquetTable("long", ParquetOptions(), batchRowCount: 7000)
        table.add("run", rows.map { "run\($0 / 35_000)" })
        table.add("tag", rows.map { "layer \($0 / 7000)/loss" })
        table.add("step", .int64, bits: rows.map { Int64($0 % 7000) * 10 })
        table.add("wall_time", rows.map { 1.7e9 + Double($0) * 0.37 })
        table.add(
            "value",
            rows.map { $0 % 1013 == 0 ? .nan : Double(Float.random(in: 0...1, using: &random)) }
        )
        table.add("attempt", .int32, bits: rows.map { $0 > 69_000 ? 1 : 0 })
        table.add("superseded", .boolean, bits: rows.map { $0 < 50 ? 1 : 0 })
        table.add("writer", rows.map { _ in "events.out.tfevents.1700000000.host.1.0" })
        return table
    }

    private static func names() -> ParquetTable {
        var table = ParquetTable("names")
        for name in ["a.b", "with space", "\u{3b1}/\u{1f600}", "\"quoted\"", "tag", "line\nbreak"] {
            table.add(name, [1, 2])
        }
        return table
    }

    /// As many different strings as rows.
    private static func dictionary(_ count: Int) -> ParquetTable {
        var table = ParquetTable("dictionary", batchRowCount: count)
        table.add("string", (0..<count).map { String(($0 * 7919) % count, radix: 36) })
        return table
    }

    /// More strings than a dictionary takes, and bounds that are too long to be stated.
    private static func fallback() -> ParquetTable {
        var table = ParquetTable("fallback")
        table.add(
            "string",
            (0..<9000).map { row in
                row % 7 == 0 ? nil : "\(row % 2000) " + String(repeating: "x", count: row % 1000)
            }
        )
        return table
    }

    /// Pages without a string before those of a dictionary.
    private static func lateStrings() -> ParquetTable {
        var table = ParquetTable("late", options(page: 10, rowGroup: 100), batchRowCount: 10)
        table.add("string", (0..<150).map { $0 < 25 || $0 > 120 ? nil : "s\($0 % 3)" })
        table.add("int64", .int64, bits: (0..<150).map { $0 < 25 || $0 > 120 ? nil : $0 })
        return table
    }

    /// All kinds of columns without any value.
    private static func absent() -> ParquetTable {
        var table = ParquetTable("absent", options(page: 10, rowGroup: 25))
        table.add("string", [String?](repeating: nil, count: 30))
        for kind in [ParquetColumn.Kind.int64, .int32, .double, .float, .boolean] {
            table.add("\(kind)", kind, bits: [Int64?](repeating: nil, count: 30))
        }
        return table
    }

    private static func everyKind(_ rowCount: Int, _ name: String) -> ParquetTable {
        var table = ParquetTable(name)
        table.add("string", (0..<rowCount).map { "s\($0)" })
        for kind in [ParquetColumn.Kind.int64, .int32, .double, .float, .boolean] {
            table.add("\(kind)", kind, bits: (0..<Int64(rowCount)).map { $0 })
        }
        return table
    }

    /// Random stretches of values and of their absence.
    private static func random(_ seed: UInt64) -> ParquetTable {
        var random = SeededGenerator(seed: seed)
        let page = Int.random(in: 1...400, using: &random)
        var table = ParquetTable(
            "random-\(seed)",
            options(page: page, rowGroup: page * Int.random(in: 1...5, using: &random)),
            batchRowCount: Int.random(in: 1...900, using: &random)
        )
        let rowCount = Int.random(in: 1...2500, using: &random)
        for lacksValues in [false, true] {
            let suffix = lacksValues ? "-optional" : ""
            let texts = stretches(rowCount, lacksValues, &random) { "text \($0.next() % 300)" }
            table.add("string" + suffix, texts)
            let kinds: [(ParquetColumn.Kind, UInt64)] = [
                (.int64, .max), (.int32, 0xffff_ffff), (.double, .max), (.float, 0xffff_ffff),
                (.boolean, 1),
            ]
            for (kind, mask) in kinds {
                let shift = kind == .int32 || kind == .int64 ? random.next() % 64 : 0
                let bits = stretches(rowCount, lacksValues, &random) {
                    let bits = Int64(bitPattern: $0.next() & mask) >> Int64(shift)
                    return kind == .int32 ? Int64(Int32(truncatingIfNeeded: bits)) : bits
                }
                table.add("\(kind)" + suffix, kind, bits: bits)
            }
        }
        return table
    }

    private static func stretches<Value>(
        _ count: Int,
        _ lacksValues: Bool,
        _ random: inout SeededGenerator,
        _ value: (inout SeededGenerator) -> Value
    ) -> [Value?] {
        var values: [Value?] = []
        while values.count < count {
            let longest = [1, 20, 200].randomElement(using: &random) ?? 1
            let isAbsent = lacksValues && Bool.random(using: &random)
            let next = isAbsent ? nil : value(&random)
            values += repeatElement(next, count: Int.random(in: 1...longest, using: &random))
        }
        return Array(values.prefix(count))
    }
}
