/// A shell-like pattern: `*` stands for any characters, `?` for one, `[a-z]` for one of a set.
///
/// Tags and runs are names with slashes, not paths, so `*` crosses slashes: `grads/*` covers
/// `grads/conv1/weight`. A backslash takes the next character literally. Matching takes time
/// proportional to pattern times name, whatever they hold.
public struct Glob: Hashable, Sendable, CustomStringConvertible {
    /// The pattern as it was written.
    public let pattern: String
    private let elements: [Element]

    private enum Element: Hashable, Sendable {
        case anyCharacters
        case one
        case literal(UInt8)
        case set([ClosedRange<UInt8>], isNegated: Bool)
    }

    /// Compiles a pattern; every string is one.
    public init(_ pattern: String) {
        self.pattern = pattern
        self.elements = Self.compile(Array(pattern.utf8))
    }

    /// The pattern as it was written.
    public var description: String { pattern }

    /// Whether the pattern covers the whole name.
    public func matches(_ name: String) -> Bool {
        var name = name
        return name.withUTF8 { matches(UnsafeRawBufferPointer($0)) }
    }

    func matches(_ name: UnsafeRawBufferPointer) -> Bool {
        var position = 0
        var element = 0
        // Where to go on when a star has to take one more byte.
        var star: (element: Int, position: Int)?
        while position < name.count {
            if element < elements.count {
                if case .anyCharacters = elements[element] {
                    star = (element, position)
                    element += 1
                    continue
                }
                if let width = width(of: elements[element], at: position, in: name) {
                    position += width
                    element += 1
                    continue
                }
            }
            guard let last = star else { return false }
            star = (last.element, last.position + 1)
            position = last.position + 1
            element = last.element + 1
        }
        return elements[element...].allSatisfy { $0 == .anyCharacters }
    }

    /// How many bytes an element takes at a position, nil when it does not fit there.
    private func width(
        of element: Element,
        at position: Int,
        in name: UnsafeRawBufferPointer
    ) -> Int? {
        let byte = name[position]
        switch element {
        case .anyCharacters:
            return nil
        case .one:
            // One character, not one byte: skip the continuation bytes of UTF-8.
            var end = position + 1
            while byte >= 0xc0, end < name.count, name[end] & 0xc0 == 0x80 { end += 1 }
            return end - position
        case .literal(let literal):
            return byte == literal ? 1 : nil
        case .set(let ranges, let isNegated):
            return ranges.contains { $0.contains(byte) } != isNegated ? 1 : nil
        }
    }

    private static func compile(_ pattern: [UInt8]) -> [Element] {
        var elements: [Element] = []
        var index = 0
        while index < pattern.count {
            let byte = pattern[index]
            index += 1
            switch byte {
            case UInt8(ascii: "*"):
                if elements.last != .anyCharacters { elements.append(.anyCharacters) }
            case UInt8(ascii: "?"):
                elements.append(.one)
            case UInt8(ascii: "\\") where index < pattern.count:
                elements.append(.literal(pattern[index]))
                index += 1
            case UInt8(ascii: "["):
                if let (set, end) = compileSet(pattern, from: index) {
                    elements.append(set)
                    index = end
                } else {
                    elements.append(.literal(byte))
                }
            default:
                elements.append(.literal(byte))
            }
        }
        return elements
    }

    /// Compiles `abc]`, `a-z]`, `!a]` or `^a]`; nil when the bracket is never closed.
    private static func compileSet(_ pattern: [UInt8], from start: Int) -> (Element, Int)? {
        var index = start
        var ranges: [ClosedRange<UInt8>] = []
        let isNegated = index < pattern.count && (pattern[index] == 0x21 || pattern[index] == 0x5e)
        if isNegated { index += 1 }
        let first = index
        while index < pattern.count {
            let low = pattern[index]
            if low == UInt8(ascii: "]"), index > first {
                return (.set(ranges, isNegated: isNegated), index + 1)
            }
            if index + 2 < pattern.count, pattern[index + 1] == UInt8(ascii: "-"),
                pattern[index + 2] != UInt8(ascii: "]"), low <= pattern[index + 2]
            {
                ranges.append(low...pattern[index + 2])
                index += 3
            } else {
                ranges.append(low...low)
                index += 1
            }
        }
        return nil
    }
}
