/// What the footer says about a column's part of a row group.
struct ChunkDescription {
    /// The size of all pages with their headers, in bytes.
    fileprivate(set) var byteCount = 0
    /// The size of the dictionary page with its header; 0 without one.
    fileprivate(set) var dictionaryByteCount = 0
    /// The size of all pages with their headers before compression, in bytes.
    fileprivate(set) var uncompressedByteCount = 0
    /// The number of data pages in each encoding, in the order of their first pages.
    fileprivate(set) var pageCounts: [(encoding: PageEncoding, count: Int)] = []
    fileprivate(set) var rowCount = 0
    var nullCount = 0
    var statistics = ValueStatistics()
}

/// A column's part of the open row group.
struct ColumnChunk {
    /// The data pages with their headers.
    private(set) var pages: [UInt8] = []
    /// The dictionary page with its header; empty without one.
    private(set) var dictionaryPage: [UInt8] = []
    /// What the footer will say.
    var description = ChunkDescription()

    /// The size of all pages in the file, in bytes.
    var byteCount: Int { dictionaryPage.count + pages.count }
    /// The memory that the pages take, in bytes.
    var capacity: Int { dictionaryPage.capacity + pages.capacity }

    /// Adds a data page.
    mutating func appendPage(
        levels: [UInt8],
        values: [UInt8],
        encoding: PageEncoding,
        rowCount: Int,
        _ compressor: PageCompressor
    ) throws(CompressionFailure) {
        var header = PageHeader(
            byteCount: levels.count + values.count,
            compressedByteCount: levels.count + values.count,
            valueCount: rowCount
        )
        let start = pages.count
        if compressor.codec == .uncompressed {
            header.writeData(encoding, to: &pages)
            description.uncompressedByteCount += pages.count - start + header.byteCount
            pages += levels
            pages += values
        } else {
            guard compressor.compress(levels, values) else { throw CompressionFailure() }
            header.compressedByteCount = compressor.compressedByteCount
            header.writeData(encoding, to: &pages)
            description.uncompressedByteCount += pages.count - start + header.byteCount
            pages += compressor.bytes[..<compressor.compressedByteCount]
        }
        let counts = description.pageCounts
        if let index = counts.firstIndex(where: { $0.encoding == encoding }) {
            description.pageCounts[index].count += 1
        } else {
            description.pageCounts.append((encoding, 1))
        }
        description.rowCount += rowCount
        description.byteCount = byteCount
    }

    /// Adds the dictionary page, which stands before the data pages.
    mutating func setDictionary(
        _ dictionary: ValueDictionary,
        _ compressor: PageCompressor
    ) throws(CompressionFailure) {
        guard dictionary.count > 0 else { return }
        var header = PageHeader(
            byteCount: dictionary.bytes.count,
            compressedByteCount: dictionary.bytes.count,
            valueCount: dictionary.count
        )
        if compressor.codec == .uncompressed {
            header.writeDictionary(to: &dictionaryPage)
            description.uncompressedByteCount += dictionaryPage.count + header.byteCount
            dictionaryPage += dictionary.bytes
        } else {
            guard compressor.compress([], dictionary.bytes) else { throw CompressionFailure() }
            header.compressedByteCount = compressor.compressedByteCount
            header.writeDictionary(to: &dictionaryPage)
            description.uncompressedByteCount += dictionaryPage.count + header.byteCount
            dictionaryPage += compressor.bytes[..<compressor.compressedByteCount]
        }
        description.dictionaryByteCount = dictionaryPage.count
        description.byteCount = byteCount
    }

    /// Begins another chunk.
    ///
    /// - Parameter releasingMemory: Whether to give back the memory that this one took.
    mutating func begin(releasingMemory: Bool) {
        pages.removeAll(keepingCapacity: !releasingMemory)
        dictionaryPage.removeAll(keepingCapacity: !releasingMemory)
        description = ChunkDescription()
    }
}

/// zlib could not compress a page, for which only a lack of memory is a reason.
struct CompressionFailure: Error {}
