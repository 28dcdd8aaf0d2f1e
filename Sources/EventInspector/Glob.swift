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
        case set([ClosedRange<UInt32>], isNegated: Bool)
    }

    /// Compiles a pattern; every string is one.
    public init(_ pattern: String) {
        self.pattern = pattern
        self.elements = Self.compile(Array(pattern.unicodeScalars))
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

    /// For each byte of a name, and for its end, whether the pattern covers all before it.
    func matchingBeginnings(of name: String) -> [Bool] {
        var name = name
        return name.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            var ends = Array(repeating: false, count: bytes.count + 1)
            ends[0] = true
            for element in elements {
                var next = Array(repeating: false, count: ends.count)
                var isOpen = false
                for position in ends.indices {
                    if element == .anyCharacters {
                        isOpen = isOpen || ends[position]
                        next[position] = isOpen
                    } else if ends[position], position < bytes.count,
                        let width = width(of: element, at: position, in: bytes)
                    {
                        next[position + width] = true
                    }
                }
                ends = next
            }
            return ends
        }
    }

    /// For each byte of a name, and for its end, whether the pattern covers all starting there.
    func matchingEndings(of name: String) -> [Bool] {
        var name = name
        return name.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            var starts = Array(repeating: false, count: bytes.count + 1)
            starts[bytes.count] = true
            for element in elements.reversed() {
                var next = Array(repeating: false, count: starts.count)
                var isOpen = false
                for position in starts.indices.reversed() {
                    if element == .anyCharacters {
                        isOpen = isOpen || starts[position]
                        next[position] = isOpen
                    } else if position < bytes.count,
                        let width = width(of: element, at: position, in: bytes)
                    {
                        next[position] = starts[position + width]
                    }
                }
                starts = next
            }
            return starts
        }
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
            return character(at: position, in: name).width
        case .literal(let literal):
            return byte == literal ? 1 : nil
        case .set(let ranges, let isNegated):
            let (value, width) = character(at: position, in: name)
            return ranges.contains { $0.contains(value) } != isNegated ? width : nil
        }
    }

    /// The character at a position and its bytes; a byte that begins none stands for itself.
    private func character(
        at position: Int,
        in name: UnsafeRawBufferPointer
    ) -> (value: UInt32, width: Int) {
        let first = name[position]
        guard first >= 0xc0 else { return (UInt32(first), 1) }
        var value = UInt32(first) & (first < 0xe0 ? 0x1f : first < 0xf0 ? 0x0f : 0x07)
        var end = position + 1
        while end < name.count, end < position + 4, name[end] & 0xc0 == 0x80 {
            value = value << 6 | UInt32(name[end] & 0x3f)
            end += 1
        }
        return (value, end - position)
    }

    private static func compile(_ pattern: [Unicode.Scalar]) -> [Element] {
        var elements: [Element] = []
        var index = 0
        func append(_ scalar: Unicode.Scalar) {
            for byte in String(scalar).utf8 { elements.append(.literal(byte)) }
        }
        while index < pattern.count {
            let scalar = pattern[index]
            index += 1
            switch scalar {
            case "*":
                if elements.last != .anyCharacters { elements.append(.anyCharacters) }
            case "?":
                elements.append(.one)
            case "\\" where index < pattern.count:
                append(pattern[index])
                index += 1
            case "[":
                if let (set, end) = compileSet(pattern, from: index) {
                    elements.append(set)
                    index = end
                } else {
                    append(scalar)
                }
            default:
                append(scalar)
            }
        }
        return elements
    }

    /// Compiles `abc]`, `a-z]`, `!a]` or `^a]`; nil when the bracket is never closed.
    private static func compileSet(
        _ pattern: [Unicode.Scalar],
        from start: Int
    ) -> (Element, Int)? {
        var index = start
        var ranges: [ClosedRange<UInt32>] = []
        let isNegated = index < pattern.count && (pattern[index] == "!" || pattern[index] == "^")
        if isNegated { index += 1 }
        let first = index
        while index < pattern.count {
            let low = pattern[index]
            if low == "]", index > first {
                return (.set(ranges, isNegated: isNegated), index + 1)
            }
            if index + 2 < pattern.count, pattern[index + 1] == "-", pattern[index + 2] != "]",
                low <= pattern[index + 2]
            {
                ranges.append(low.value...pattern[index + 2].value)
                index += 3
            } else {
                ranges.append(low.value...low.value)
                index += 1
            }
        }
        return nil
    }
}
