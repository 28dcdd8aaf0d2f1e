/// A shell-like pattern: `*` matches any characters, `?` one, `[a-z]` one of a set.
///
/// Tags and runs are names with slashes, not paths, so `*` matches slashes, too: `grads/*` matches
/// `grads/conv1/weight`. A backslash makes the next character literal. Matching takes time
/// proportional to the product of the two lengths, whatever the pattern and the name.
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

    /// Compiles a pattern; every string is valid.
    public init(_ pattern: String) {
        self.pattern = pattern
        self.elements = Self.compile(Array(pattern.unicodeScalars))
    }

    /// The pattern as it was written.
    public var description: String { pattern }

    /// Whether the pattern matches the whole name.
    public func matches(_ name: String) -> Bool {
        var name = name
        return name.withUTF8 { matches(UnsafeRawBufferPointer($0)) }
    }

    package func matches(_ name: UnsafeRawBufferPointer) -> Bool {
        var position = 0
        var element = 0
        // Where to resume when a star has to match one more byte.
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
            // A star matches whole characters: nothing after it may begin within one.
            position = last.position + UTF8Character(at: last.position, in: name).width
            star = (last.element, position)
            element = last.element + 1
        }
        return elements[element...].allSatisfy { $0 == .anyCharacters }
    }

    /// For each position in a name, and its end, whether the pattern matches the text before it.
    package func matchesUpTo(_ name: UnsafeRawBufferPointer) -> [Bool] {
        var isReached = [Bool](repeating: false, count: name.count + 1)
        isReached[0] = true
        for element in elements {
            var next = [Bool](repeating: false, count: name.count + 1)
            var position = 0
            if element == .anyCharacters {
                var isAny = false
                while position < name.count {
                    isAny = isAny || isReached[position]
                    next[position] = isAny
                    position += UTF8Character(at: position, in: name).width
                }
                next[name.count] = isAny || isReached[name.count]
            } else {
                for position in 0..<name.count where isReached[position] {
                    if let width = width(of: element, at: position, in: name) {
                        next[position + width] = true
                    }
                }
            }
            isReached = next
        }
        return isReached
    }

    /// For each position in a name, and its end, whether a character begins there and the pattern
    /// matches it and everything after it.
    package func matchesStarting(in name: UnsafeRawBufferPointer) -> [Bool] {
        var isBoundary = [Bool](repeating: false, count: name.count + 1)
        var position = 0
        while position < name.count {
            isBoundary[position] = true
            position += UTF8Character(at: position, in: name).width
        }
        isBoundary[name.count] = true
        var isReached = [Bool](repeating: false, count: name.count + 1)
        isReached[name.count] = true
        for element in elements.reversed() {
            var next = [Bool](repeating: false, count: name.count + 1)
            if element == .anyCharacters {
                var isAny = false
                for position in (0...name.count).reversed() where isBoundary[position] {
                    isAny = isAny || isReached[position]
                    next[position] = isAny
                }
            } else {
                for position in 0..<name.count {
                    if let width = width(of: element, at: position, in: name) {
                        next[position] = isReached[position + width]
                    }
                }
            }
            isReached = next
        }
        return zip(isReached, isBoundary).map { $0 && $1 }
    }

    /// The number of bytes that an element matches at a position; `nil` if it does not match.
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
            return UTF8Character(at: position, in: name).width
        case .literal(let literal):
            return byte == literal ? 1 : nil
        case .set(let ranges, let isNegated):
            let character = UTF8Character(at: position, in: name)
            return ranges.contains { $0.contains(character.value) } != isNegated
                ? character.width : nil
        }
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

    /// Compiles `abc]`, `a-z]`, `!a]` or `^a]`; `nil` if the bracket is never closed.
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
