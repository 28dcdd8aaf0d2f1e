/// Numbers as runs and as packed groups of eight, collected before it is known how many bits they
/// need.
///
/// See "Run Length Encoding / Bit-Packing Hybrid" in Encodings.md.
struct RunLengths {
    /// The values, unless all are the same; there is room for more.
    private var values: [UInt32] = []
    /// The number of values.
    private(set) var count = 0
    /// The value that all have so far.
    private var uniform: UInt32?

    /// The memory in use, in bytes.
    var byteCount: Int { uniform == nil ? count * 4 : 0 }
    /// The memory for values, in bytes.
    var capacity: Int { values.capacity * 4 }

    /// Removes all values, and keeps their memory.
    mutating func removeAll() {
        count = 0
        uniform = nil
    }

    /// Adds a value that occurs so many times in a row.
    mutating func append(_ value: UInt32, count repetitions: Int) {
        guard repetitions > 0 else { return }
        if count == 0 { uniform = value }
        if uniform == value {
            count += repetitions
        } else {
            append(repetitions) { for index in $0.indices { $0[index] = value } }
        }
    }

    /// Adds as many values, which `body` puts into memory.
    @inline(__always)
    mutating func append(
        _ addition: Int,
        _ body: (UnsafeMutableBufferPointer<UInt32>) -> Void
    ) {
        storeUniform()
        reserve(count + addition)
        values.withUnsafeMutableBufferPointer {
            body(UnsafeMutableBufferPointer(rebasing: $0[count..<count + addition]))
        }
        count += addition
    }

    /// Appends the encoded values.
    func encode(width: Int, packer: inout BitPacker, to bytes: inout [UInt8]) {
        if let uniform {
            Self.append(run: uniform, count: count, width: width, to: &bytes)
            return
        }
        values.withUnsafeBufferPointer {
            let values = UnsafeBufferPointer(rebasing: $0[..<count])
            var literals = 0
            var index = 0
            while index < values.count {
                let end = values.endOfRun(from: index)
                // Packed values come in groups of eight, so a group that has begun is filled first.
                let start = index + (literals - index) & 7
                if end - start >= 8 {
                    Self.append(values[literals..<start], width, &packer, to: &bytes)
                    Self.append(run: values[index], count: end - start, width: width, to: &bytes)
                    literals = end
                }
                index = end
            }
            Self.append(values[literals...], width, &packer, to: &bytes)
        }
    }

    /// Makes values of what all have been so far.
    private mutating func storeUniform() {
        guard let value = uniform else { return }
        uniform = nil
        reserve(count)
        for index in 0..<count { values[index] = value }
    }

    private mutating func reserve(_ capacity: Int) {
        guard values.count < capacity else { return }
        values.append(
            contentsOf: repeatElement(0, count: max(capacity, 2 * values.count) - values.count)
        )
    }

    private static func append(
        run value: UInt32,
        count: Int,
        width: Int,
        to bytes: inout [UInt8]
    ) {
        bytes.appendVarint(UInt64(count) << 1)
        withUnsafeBytes(of: value.littleEndian) {
            bytes.append(contentsOf: $0[..<((width + 7) / 8)])
        }
    }

    private static func append(
        _ literals: Slice<UnsafeBufferPointer<UInt32>>,
        _ width: Int,
        _ packer: inout BitPacker,
        to bytes: inout [UInt8]
    ) {
        guard !literals.isEmpty else { return }
        bytes.appendVarint(UInt64((literals.count + 7) / 8) << 1 | 1)
        packer.append(UnsafeBufferPointer(rebasing: literals), width: width, to: &bytes)
    }
}

extension UnsafeBufferPointer where Element: FixedWidthInteger & SIMDScalar {
    /// The end of the equal values that begin at `start`.
    @inline(__always)
    func endOfRun(from start: Int) -> Int {
        let value = self[start]
        var end = start + 1
        guard end < count, self[end] == value else { return end }
        let bytes = UnsafeRawBufferPointer(self)
        let repeated = SIMD8(repeating: value)
        while end + 8 <= count {
            let offset = end * MemoryLayout<Element>.stride
            if bytes.loadUnaligned(fromByteOffset: offset, as: SIMD8<Element>.self) != repeated {
                break
            }
            end += 8
        }
        while end < count, self[end] == value { end += 1 }
        return end
    }
}
