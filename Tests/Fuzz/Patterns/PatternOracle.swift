/// A pattern as its documentation defines it: a list of what takes one character each, and stars.
///
/// Whether it matches is looked up in a table of all pairs of places.
struct PatternOracle {
    private enum Element {
        case star
        case one
        case character(UInt32)
        case set([ClosedRange<UInt32>], isNegated: Bool)
    }

    private var elements: [Element] = []

    /// The pattern of `--tag` and the like.
    init(glob: String) {
        var rest = Array(glob.unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "*": elements.append(.star)
            case "?": elements.append(.one)
            case "\\": elements.append(.character((rest.popFirst() ?? scalar).value))
            case "[":
                if let set = Self.takeSet(&rest) {
                    elements.append(set)
                } else {
                    elements.append(.character(scalar.value))
                }
            default: elements.append(.character(scalar.value))
            }
        }
    }

    /// What follows an opening bracket up to the closing one; nothing is taken where there is none.
    private static func takeSet(_ rest: inout ArraySlice<Unicode.Scalar>) -> Element? {
        var inside = rest
        let isNegated = inside.first == "!" || inside.first == "^"
        if isNegated { inside.removeFirst() }
        var ranges: [ClosedRange<UInt32>] = []
        while let low = inside.popFirst() {
            if low == "]", !ranges.isEmpty {
                rest = inside
                return .set(ranges, isNegated: isNegated)
            }
            let next = Array(inside.prefix(2))
            if next.count == 2, next[0] == "-", next[1] != "]", low <= next[1] {
                ranges.append(low.value...next[1].value)
                inside.removeFirst(2)
            } else {
                ranges.append(low.value...low.value)
            }
        }
        return nil
    }

    func matches(_ name: [UInt8]) -> Bool {
        let name = Self.characters(of: name)
        // Whether the elements so far match the characters up to each place.
        var isReached = [true] + [Bool](repeating: false, count: name.count)
        for element in elements {
            var next = [Bool](repeating: false, count: name.count + 1)
            if case .star = element {
                for place in next.indices {
                    next[place] = isReached[place] || place > 0 && next[place - 1]
                }
            } else {
                for place in name.indices where isReached[place] {
                    next[place + 1] = Self.takes(element, name[place])
                }
            }
            isReached = next
        }
        return isReached.last == true
    }

    private static func takes(_ element: Element, _ character: UInt32) -> Bool {
        switch element {
        case .star: false
        case .one: true
        case .character(let own): character == own
        case .set(let ranges, let isNegated):
            ranges.contains { $0.contains(character) } != isNegated
        }
    }

    /// The scalars of UTF-8; each byte that belongs to none is one by itself, and equals none.
    private static func characters(of bytes: [UInt8]) -> [UInt32] {
        var characters: [UInt32] = []
        var rest = bytes[...]
        while let first = rest.first {
            let width = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
            let text = String(validating: rest.prefix(width), as: UTF8.self)
            if let scalar = text?.unicodeScalars.first, rest.count >= width {
                characters.append(scalar.value)
                rest.removeFirst(width)
            } else {
                characters.append(0x11_0000 + UInt32(first))
                rest.removeFirst()
            }
        }
        return characters
    }
}
