/// Floating-point numbers as they are in memory, or with their bytes grouped by significance.
///
/// See "Plain" and "Byte Stream Split" in Encodings.md.
struct PlainEncoder<Value: BinaryFloatingPoint & SIMDScalar & BitwiseCopyable>: ValueEncoder {
    private(set) var page: [UInt8] = []
    private var split: [UInt8] = []
    private let isSplit: Bool
    private var bounds = FloatBounds<Value>()

    /// Creates an encoder.
    ///
    /// - Parameter isSplit: Whether to group bytes, which helps a compressor.
    init(isSplit: Bool) {
        self.isSplit = isSplit
    }

    var openByteCount: Int { page.count }
    var capacity: Int { page.capacity + split.capacity }
    var statistics: ValueStatistics { bounds.statistics }

    mutating func append(_ values: UnsafeBufferPointer<Value>) {
        // All platforms of Swift are little-endian, as the format is.
        page.append(contentsOf: UnsafeRawBufferPointer(values))
        bounds.add(values)
    }

    mutating func append(repeating value: Value, count: Int) {
        withUnsafeBytes(of: value) {
            page.reserveCapacity(page.count + count * $0.count)
            for _ in 0..<count { page.append(contentsOf: $0) }
        }
        bounds.add(value, count: count)
    }

    mutating func sealPage() -> PageEncoding {
        guard isSplit else { return .plain }
        splitStreams()
        swap(&page, &split)
        return .byteStreamSplit
    }

    mutating func beginPage() {
        page.removeAll(keepingCapacity: true)
    }

    mutating func beginChunk() {
        bounds = FloatBounds()
    }

    mutating func releaseMemory() {
        page = []
        split = []
    }

    private mutating func splitStreams() {
        let width = MemoryLayout<Value>.stride
        let count = page.count / width
        split.removeAll(keepingCapacity: true)
        split.reserveCapacity(page.count)
        page.withUnsafeBufferPointer { page in
            for stream in 0..<width {
                split.append(
                    contentsOf: (0..<count).lazy.map { page[$0 &* width &+ stream] }
                )
            }
        }
    }
}
