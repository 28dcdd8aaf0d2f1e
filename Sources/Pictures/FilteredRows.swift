/// The rows of an image, each filtered and preceded by its filter's number, in batches that stay in
/// the cache until they are compressed.
final class FilteredRows {
    private let pixels: UnsafePointer<UInt8>
    private let format: PNGFormat
    private let isPlain: Bool
    private let zeros: UnsafeMutablePointer<UInt8>
    private let scratch: UnsafeMutablePointer<UInt8>
    private let batch: UnsafeMutableBufferPointer<UInt8>
    private var rowIndex = 0

    /// - Parameters:
    ///   - pixels: As many bytes as `format` requires, valid as long as this object.
    ///   - format: Their format.
    ///   - isPlain: Whether all rows stay unfiltered.
    init(_ pixels: UnsafePointer<UInt8>, _ format: PNGFormat, isPlain: Bool) {
        self.pixels = pixels
        self.format = format
        self.isPlain = isPlain
        zeros = .allocate(capacity: format.rowByteCount)
        zeros.initialize(repeating: 0, count: format.rowByteCount)
        scratch = .allocate(capacity: format.rowByteCount)
        scratch.initialize(repeating: 0, count: format.rowByteCount)
        // Batches of similar size: a last one with a single row would not show how to compress it.
        let fitting = max(Self.batchByteCount / (format.rowByteCount + 1), 1)
        let batchCount = (format.height - 1) / fitting + 1
        let rowCount = (format.height - 1) / batchCount + 1
        batch = .allocate(capacity: rowCount * (format.rowByteCount + 1))
        batch.initialize(repeating: 0)
    }

    deinit {
        zeros.deallocate()
        scratch.deallocate()
        batch.deallocate()
    }

    /// Whether all rows were returned.
    var isAtEnd: Bool { rowIndex == format.height }

    /// The next rows, valid until the next call.
    func next() -> UnsafeMutableBufferPointer<UInt8> {
        guard var output = batch.baseAddress else { return batch }
        let byteCount = format.rowByteCount
        let rowCount = min(batch.count / (byteCount + 1), format.height - rowIndex)
        for _ in 0..<rowCount {
            let row = pixels + rowIndex * byteCount
            let previous = rowIndex == 0 ? UnsafePointer(zeros) : row - byteCount
            let filter =
                isPlain
                ? PNGFilter.none
                : .best(
                    row: row,
                    previous: previous,
                    byteCount: byteCount,
                    pixelByteCount: format.pixelByteCount,
                    scratch: scratch
                )
            output.pointee = filter.rawValue
            filter.apply(
                row: row,
                previous: previous,
                byteCount: byteCount,
                pixelByteCount: format.pixelByteCount,
                to: output + 1
            )
            output += byteCount + 1
            rowIndex += 1
        }
        return UnsafeMutableBufferPointer(rebasing: batch[..<(rowCount * (byteCount + 1))])
    }

    private static let batchByteCount = 1 << 17
}
