package import TFRecord

/// Record files in memory.
package enum RecordBytes {
    /// A file of these payloads.
    package static func file(_ payloads: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        for payload in payloads { RecordFormat.append(payload, to: &bytes) }
        return bytes
    }

    /// One record.
    package static func record(_ payload: [UInt8]) -> [UInt8] { file([payload]) }

    /// A header whose checksum fits, whatever it claims.
    package static func header(claiming length: UInt64) -> [UInt8] {
        let bytes = withUnsafeBytes(of: length.littleEndian) { [UInt8]($0) }
        return bytes + footer(MaskedCRC32C(of: bytes))
    }

    /// A checksum as it stands in a file.
    package static func footer(_ checksum: MaskedCRC32C) -> [UInt8] {
        withUnsafeBytes(of: checksum.rawValue.littleEndian) { [UInt8]($0) }
    }

    /// Where each record of ``file(_:)`` stands.
    package static func ranges(_ payloads: [[UInt8]]) -> [Range<Int>] {
        var end = 0
        return payloads.map { payload in
            defer { end += payload.count + RecordFormat.overheadByteCount }
            return end..<end + payload.count + RecordFormat.overheadByteCount
        }
    }

    /// Payloads of random bytes, the same for the same seed.
    package static func payloads(_ byteCounts: [Int], seed: UInt64 = 1) -> [[UInt8]] {
        var generator = SeededGenerator(seed: seed)
        return byteCounts.map { generator.bytes($0) }
    }
}

extension [UInt8] {
    /// Bytes in hexadecimal, apart or not: `"18 00 a3"`.
    package init(hex: String) {
        let digits = hex.compactMap(\.hexDigitValue)
        precondition(digits.count.isMultiple(of: 2), "half a byte")
        self = stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }

    /// The same bytes with one bit turned over.
    package func flipping(bit: Int) -> [UInt8] {
        var bytes = self
        bytes[bit / 8] ^= 1 << (bit % 8)
        return bytes
    }

    /// The same bytes with `bytes` written over those from `offset` on.
    package func overwriting(at offset: Int, with bytes: [UInt8]) -> [UInt8] {
        var copy = self
        copy.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        return copy
    }
}
