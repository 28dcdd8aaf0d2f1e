/// A pattern of names: `*` is any text, `?` any character, and all else itself.
struct TagPattern: Hashable, Sendable {
    private let pattern: [UInt8]

    init(_ text: String) {
        pattern = Array(text.utf8)
    }

    /// Whether all of a name is as the pattern says; the time is at most the product of both lengths.
    func matches(_ name: String) -> Bool {
        let name = Array(name.utf8)
        var (place, index) = (0, 0)
        // Where to go on, one character further, when what followed the last `*` did not fit.
        var retry: (place: Int, index: Int)?
        while index < name.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                place += 1
                retry = (place, index)
            } else if place < pattern.count, pattern[place] == UInt8(ascii: "?") {
                place += 1
                index += Self.characterByteCount(name, at: index)
            } else if place < pattern.count, pattern[place] == name[index] {
                place += 1
                index += 1
            } else if let last = retry {
                // A star takes whole characters: nothing after it may begin within one.
                (place, index) = (
                    last.place, last.index + Self.characterByteCount(name, at: last.index)
                )
                retry = (place, index)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    private static func characterByteCount(_ name: [UInt8], at index: Int) -> Int {
        var end = index + 1
        while end < name.count, name[end] & 0xc0 == 0x80 { end += 1 }
        return end - index
    }
}
