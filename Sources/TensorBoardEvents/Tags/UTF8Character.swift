/// A character of a name and its length in bytes.
///
/// Names come from files and need not be UTF-8: a byte that is not part of a character counts as a
/// character of its own, with a value that no real one has.
package struct UTF8Character {
    package let value: UInt32
    package let width: Int

    /// Reads the character at a position.
    package init(at position: Int, in name: UnsafeRawBufferPointer) {
        let first = name[position]
        guard first >= 0x80 else {
            value = UInt32(first)
            width = 1
            return
        }
        // Table 3-7 of the Unicode Standard, well-formed UTF-8.
        let second: ClosedRange<UInt8> =
            switch first {
            case 0xe0: 0xa0...0xbf
            case 0xed: 0x80...0x9f
            case 0xf0: 0x90...0xbf
            case 0xf4: 0x80...0x8f
            default: 0x80...0xbf
            }
        let count =
            switch first {
            case 0xc2...0xdf: 2
            case 0xe0...0xef: 3
            case 0xf0...0xf4: 4
            default: 1
            }
        guard count > 1, position + count <= name.count, second.contains(name[position + 1]),
            name[(position + 1)..<(position + count)].allSatisfy({ $0 & 0xc0 == 0x80 })
        else {
            value = 0x11_0000 + UInt32(first)
            width = 1
            return
        }
        let lead = UInt32(first & (0x7f >> UInt8(count)))
        value = name[(position + 1)..<(position + count)].reduce(lead) {
            $0 << 6 | UInt32($1 & 0x3f)
        }
        width = count
    }
}
