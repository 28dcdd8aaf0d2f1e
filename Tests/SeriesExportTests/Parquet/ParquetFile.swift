import CZlib

/// A Parquet file, read for tests without the product's code.
struct ParquetFile {
    /// The value of a row: its bits, or the bytes of a string.
    enum Cell: Hashable {
        case null
        case bits(UInt64)
        case text([UInt8])
    }

    /// A data page.
    struct Page: Equatable {
        let encoding: Int
        let rowCount: Int
    }

    struct Chunk {
        let metadata: ThriftValue
        var pages: [Page] = []
        var dictionaryCount: Int?
        var cells: [Cell] = []
    }

    let footer: ThriftValue
    /// The columns' parts of each row group.
    private(set) var rowGroups: [[Chunk]] = []

    struct Malformed: Error {
        let what: String
    }

    init(_ bytes: [UInt8]) throws {
        guard bytes.count >= 12, bytes.prefix(4) == bytes.suffix(4),
            bytes.prefix(4) == Array("PAR1".utf8)[...]
        else { throw Malformed(what: "magic") }
        var tail = ByteReader(bytes[(bytes.count - 8)...])
        let length = Int(try tail.littleEndian(4))
        let footerStart = bytes.count - 8 - length
        var reader = ByteReader(bytes[footerStart..<bytes.count - 8])
        footer = try reader.structure()
        guard reader.isAtEnd else { throw Malformed(what: "bytes after the footer") }
        let schema = footer[2]?.list ?? []
        var offset = 4
        for group in footer[4]?.list ?? [] {
            guard group[5]?.integer == offset else { throw Malformed(what: "a gap") }
            var chunks: [Chunk] = []
            for (index, chunk) in (group[1]?.list ?? []).enumerated() {
                guard let metadata = chunk[3] else { throw Malformed(what: "no metadata") }
                let isOptional = schema[index + 1][3]?.integer == 1
                chunks.append(try Self.chunk(metadata, isOptional, bytes, at: &offset))
            }
            rowGroups.append(chunks)
        }
        guard offset == footerStart else { throw Malformed(what: "a gap") }
    }

    /// All values of a column.
    func cells(_ column: Int) -> [Cell] { rowGroups.flatMap { $0[column].cells } }

    private static func chunk(
        _ metadata: ThriftValue,
        _ isOptional: Bool,
        _ bytes: [UInt8],
        at offset: inout Int
    ) throws -> Chunk {
        var chunk = Chunk(metadata: metadata)
        let start = offset
        let end = start + (metadata[7]?.integer ?? 0)
        var dictionary: [[UInt8]] = []
        var uncompressed = 0
        guard (metadata[11] ?? metadata[9])?.integer == start else {
            throw Malformed(what: "a chunk's place")
        }
        while offset < end {
            var reader = ByteReader(bytes[offset..<end])
            let header = try reader.structure()
            let stored = try reader.take(header[3]?.integer ?? -1)
            uncompressed += reader.offset - offset - stored.count + (header[2]?.integer ?? 0)
            let page =
                metadata[4]?.integer == 2
                ? try inflated(stored, byteCount: header[2]?.integer ?? 0) : Array(stored)
            guard page.count == header[2]?.integer else { throw Malformed(what: "a page's size") }
            if let description = header[7] {
                guard offset == start else { throw Malformed(what: "a late dictionary") }
                chunk.dictionaryCount = description[1]?.integer
                var reader = ByteReader(page)
                while !reader.isAtEnd { dictionary.append(try reader.string()) }
                guard dictionary.count == chunk.dictionaryCount else {
                    throw Malformed(what: "a dictionary's count")
                }
            } else if let description = header[5] {
                guard chunk.pages.isEmpty == false || metadata[9]?.integer == offset else {
                    throw Malformed(what: "the first page's place")
                }
                let rowCount = description[1]?.integer ?? 0
                let encoding = description[2]?.integer ?? -1
                chunk.pages.append(Page(encoding: encoding, rowCount: rowCount))
                chunk.cells += try PageValues(
                    type: metadata[1]?.integer ?? -1,
                    encoding: encoding,
                    dictionary: dictionary
                ).cells(page, rowCount, isOptional)
            }
            offset = reader.offset
        }
        guard uncompressed == metadata[6]?.integer, chunk.cells.count == metadata[5]?.integer else {
            throw Malformed(what: "a chunk's sizes")
        }
        return chunk
    }

    private static func inflated(_ bytes: ArraySlice<UInt8>, byteCount: Int) throws -> [UInt8] {
        var stream = z_stream()
        guard czlib_inflate_init(&stream, 15 + 16) == Z_OK else { throw Malformed(what: "zlib") }
        defer { inflateEnd(&stream) }
        var input = Array(bytes)
        var output = [UInt8](repeating: 0, count: byteCount + 1)
        let status = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return inflate(&stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END, stream.avail_in == 0 else { throw Malformed(what: "gzip") }
        return Array(output.prefix(Int(stream.total_out)))
    }
}

/// How to read a data page's values.
private struct PageValues {
    let type: Int
    let encoding: Int
    let dictionary: [[UInt8]]

    func cells(_ page: [UInt8], _ rowCount: Int, _ isOptional: Bool) throws -> [ParquetFile.Cell] {
        var reader = ByteReader(page)
        var levels = [UInt64](repeating: 1, count: rowCount)
        if isOptional {
            let length = Int(try reader.littleEndian(4))
            var bits = ByteReader(try reader.take(length))
            levels = try bits.hybrid(width: 1, count: rowCount)
            guard bits.isAtEnd else { throw ParquetFile.Malformed(what: "levels") }
        }
        let count = levels.count { $0 == 1 }
        var values = try values(&reader, count)[...]
        guard reader.isAtEnd, values.count == count else {
            throw ParquetFile.Malformed(what: "values in a page")
        }
        return levels.map { $0 == 0 ? .null : values.removeFirst() }
    }

    private func values(_ reader: inout ByteReader, _ count: Int) throws -> [ParquetFile.Cell] {
        switch (encoding, type) {
        case (0, 6): return try (0..<count).map { _ in .text(try reader.string()) }
        case (0, 4), (0, 5):
            return try (0..<count).map { _ in .bits(try reader.littleEndian(type == 4 ? 4 : 8)) }
        case (9, 4), (9, 5):
            let width = type == 4 ? 4 : 8
            let streams = try (0..<width).map { _ in Array(try reader.take(count)) }
            return (0..<count).map { row in
                .bits(streams.reversed().reduce(0) { $0 << 8 | UInt64($1[row]) })
            }
        case (3, 0):
            let length = Int(try reader.littleEndian(4))
            var bits = ByteReader(try reader.take(length))
            let values = try bits.hybrid(width: 1, count: count)
            guard bits.isAtEnd else { throw ParquetFile.Malformed(what: "booleans") }
            return values.map { .bits($0) }
        case (5, 1):
            return try reader.deltas(bitWidth: 32).map {
                .bits(UInt64(UInt32(truncatingIfNeeded: $0)))
            }
        case (5, 2):
            return try reader.deltas(bitWidth: 64).map { .bits(UInt64(bitPattern: $0)) }
        case (8, 6):
            let width = Int(try reader.byte())
            return try reader.hybrid(width: width, count: count).map { index in
                guard index < dictionary.count else { throw ParquetFile.Malformed(what: "index") }
                return .text(dictionary[Int(index)])
            }
        default: throw ParquetFile.Malformed(what: "encoding \(encoding) of type \(type)")
        }
    }
}

extension ByteReader {
    /// A string with its length.
    fileprivate mutating func string() throws -> [UInt8] {
        let count = Int(try littleEndian(4))
        return Array(try take(count))
    }
}
