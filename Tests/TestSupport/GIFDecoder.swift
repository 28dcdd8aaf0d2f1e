/// Reads back what the encoder writes, by the specification and not by the encoder's own code.
package struct GIFDecoder {
    package private(set) var width = 0
    package private(set) var height = 0
    /// Each picture's pixels as red, green, blue and alpha, each on its own.
    package private(set) var frames: [[UInt8]] = []
    /// In hundredths of a second.
    package private(set) var delays: [Int] = []
    /// How each picture is taken away: 1 stays, 2 makes room for the next.
    package private(set) var disposals: [UInt8] = []
    /// How often it repeats, 0 for ever; nil for once.
    package private(set) var loopCount: Int?
    /// Whether pictures have color tables of their own.
    package private(set) var hasLocalTables = false

    private var rest: ArraySlice<UInt8>

    /// Nil where anything is not as it has to be: a length, a code, an index, what follows the end.
    package init?(_ file: [UInt8]) {
        rest = file[...]
        guard take(6) == Array("GIF89a".utf8), let screen = take(7) else { return nil }
        width = Self.number(screen[0...1])
        height = Self.number(screen[2...3])
        var table: [UInt8]?
        if screen[4] & 0x80 != 0 {
            table = take(3 * (2 << Int(screen[4] & 7)))
            guard table != nil else { return nil }
        }
        var transparent: Int?
        while let kind = take(1)?[0] {
            switch kind {
            case 0x21:
                guard readExtension(&transparent) else { return nil }
            case 0x2c:
                guard readPicture(table, transparent) else { return nil }
                transparent = nil
            case 0x3b:
                guard rest.isEmpty, delays.count == frames.count else { return nil }
                return
            default: return nil
            }
        }
        return nil
    }

    private mutating func readExtension(_ transparent: inout Int?) -> Bool {
        guard let label = take(1)?[0], let first = block() else { return false }
        switch label {
        case 0xf9:
            guard first.count == 4, block() == [] else { return false }
            disposals.append(first[0] >> 2 & 7)
            delays.append(Self.number(first[1...2]))
            transparent = first[0] & 1 == 1 ? Int(first[3]) : nil
            return true
        case 0xff:
            guard first == Array("NETSCAPE2.0".utf8), let count = block(), count.count == 3,
                count[0] == 1, block() == []
            else { return false }
            loopCount = Self.number(count[1...2])
            return true
        default: return false
        }
    }

    private mutating func readPicture(_ table: [UInt8]?, _ transparent: Int?) -> Bool {
        guard let head = take(9), head[0...3].allSatisfy({ $0 == 0 }),
            Self.number(head[4...5]) == width, Self.number(head[6...7]) == height,
            head[8] & 0x40 == 0
        else { return false }
        var table = table
        if head[8] & 0x80 != 0 {
            hasLocalTables = true
            table = take(3 * (2 << Int(head[8] & 7)))
        }
        guard let table, let bitCount = take(1)?[0], 2...8 ~= bitCount else { return false }
        var content: [UInt8] = []
        while let part = block() {
            if part.isEmpty {
                guard let indices = Self.indices(content, bitCount: Int(bitCount)),
                    indices.count == width * height
                else { return false }
                return append(indices, table, transparent)
            }
            content += part
        }
        return false
    }

    private mutating func append(_ indices: [Int], _ table: [UInt8], _ transparent: Int?) -> Bool {
        var pixels: [UInt8] = []
        for index in indices {
            guard 3 * index + 3 <= table.count else { return false }
            let isOpaque = index != transparent
            pixels += isOpaque ? Array(table[3 * index..<3 * index + 3]) + [255] : [0, 0, 0, 0]
        }
        frames.append(pixels)
        return true
    }

    /// Nil unless the codes end with the one for the end, in the last byte; see appendix F.
    private static func indices(_ bytes: [UInt8], bitCount: Int) -> [Int]? {
        let (clear, end) = (1 << bitCount, 1 << bitCount + 1)
        var sequences: [[Int]] = []
        var previous: [Int]?
        var result: [Int] = []
        var position = 0
        var width = bitCount + 1
        while position + width <= 8 * bytes.count {
            var code = 0
            for bit in 0..<width {
                let place = position + bit
                code |= Int(bytes[place / 8] >> UInt8(place % 8) & 1) << bit
            }
            position += width
            if code == clear {
                sequences = (0..<clear).map { [$0] } + [[], []]
                previous = nil
                width = bitCount + 1
                continue
            }
            // It begins with a clear code.
            guard !sequences.isEmpty else { return nil }
            if code == end { return 8 * bytes.count - position < 8 ? result : nil }
            let sequence: [Int]
            if code < sequences.count {
                sequence = sequences[code]
            } else {
                guard code == sequences.count, let previous else { return nil }
                sequence = previous + [previous[0]]
            }
            if let previous, sequences.count < 4096 { sequences.append(previous + [sequence[0]]) }
            if sequences.count == 1 << width, width < 12 { width += 1 }
            result += sequence
            previous = sequence
        }
        return nil
    }

    private mutating func block() -> [UInt8]? {
        take(1).flatMap { take(Int($0[0])) }
    }

    private mutating func take(_ count: Int) -> [UInt8]? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
