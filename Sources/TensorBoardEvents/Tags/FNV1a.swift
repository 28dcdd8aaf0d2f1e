/// FNV-1a, 64 bits: the same in every process, unlike Swift's own hashes.
///
/// See http://www.isthe.com/chongo/tech/comp/fnv.
@usableFromInline
package struct FNV1a {
    /// The hash of the bytes so far.
    @usableFromInline package var value: UInt64 = 0xcbf2_9ce4_8422_2325

    @inlinable
    package init() {}

    @inlinable
    package mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
}
