/// CRC-32C by its definition: a division of polynomials, one bit after the other.
enum CRC32CReference {
    /// At `n`, the checksum of the first `n` bytes.
    static func ofPrefixes(of bytes: ArraySlice<UInt8>) -> [UInt32] {
        var remainder = UInt32.max
        var checksums: [UInt32] = [0]
        checksums.reserveCapacity(bytes.count + 1)
        for byte in bytes {
            remainder ^= UInt32(byte)
            for _ in 0..<8 {
                remainder = remainder >> 1 ^ (remainder & 1 == 1 ? 0x82f6_3b78 : 0)
            }
            checksums.append(~remainder)
        }
        return checksums
    }

    static func checksum(of bytes: [UInt8]) -> UInt32 {
        ofPrefixes(of: bytes[...])[bytes.count]
    }
}
