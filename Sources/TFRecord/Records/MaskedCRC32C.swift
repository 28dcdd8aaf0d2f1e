internal import CKernels

/// A CRC-32C checksum, masked the way TFRecord stores it.
///
/// The mask (rotate right by 15, add `0xa282ead8`) keeps a checksum of data that itself holds
/// checksums from degenerating. See TensorBoard's `data/server/masked_crc.rs`.
///
/// ```swift
/// let checksum = MaskedCRC32C(of: Array("123456789".utf8))
/// print(checksum)    // 0xc78ab0e5
/// ```
public struct MaskedCRC32C: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The masked checksum, as stored in a file.
    public let rawValue: UInt32

    /// Wraps a masked checksum that was read from a file.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Masks a plain CRC-32C.
    public init(masking crc: UInt32) {
        self.rawValue = ((crc >> 15) | (crc << 17)) &+ Self.maskDelta
    }

    /// Computes the masked checksum of bytes in memory.
    public init(of bytes: UnsafeRawBufferPointer) {
        self.init(masking: ck_crc32c(0, bytes.baseAddress, bytes.count))
    }

    /// Computes the masked checksum of an array.
    public init(of bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { MaskedCRC32C(of: $0) }
    }

    /// The plain CRC-32C under the mask.
    public var unmasked: UInt32 {
        let rotated = rawValue &- Self.maskDelta
        return (rotated >> 17) | (rotated << 15)
    }

    /// The masked checksum in hexadecimal, such as `0x5794d08a`.
    public var description: String {
        let digits = String(rawValue, radix: 16)
        return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
    }

    private static let maskDelta: UInt32 = 0xa282_ead8
}

/// A plain CRC-32C over bytes that arrive piece by piece.
package struct CRC32C: Sendable {
    /// The checksum of everything seen so far, 0 for nothing.
    package private(set) var value: UInt32 = 0

    package init() {}

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        value = ck_crc32c(value, bytes.baseAddress, bytes.count)
    }
}
