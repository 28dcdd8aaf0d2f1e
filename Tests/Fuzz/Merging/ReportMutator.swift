import TestSupport

/// Changes a report in JSON Lines, and most of the time counts its lines again.
///
/// Without that nearly every mutant would be refused at its first line, or at its last.
struct ReportMutator {
    private let lines: [ArraySlice<UInt8>]

    init(_ input: [UInt8]) {
        lines = input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    }

    func mutant(using generator: inout SeededGenerator) -> [UInt8] {
        var lines = lines
        guard let index = lines.indices.randomElement(using: &generator) else { return [] }
        let line = Array(lines[index])
        switch generator.next() % 16 {
        case 0: lines.remove(at: index)
        case 1: lines.insert(line[...], at: index)
        case 2: lines.swapAt(index, lines.count - 1)
        case 3: lines[index] = mutated(line)[...]
        case 4, 5, 6:
            // The same number everywhere: totals go on to be sums.
            guard let range = Self.numbers(in: line).randomElement(using: &generator) else { break }
            let old = Array(line[range])
            let new = Self.number(using: &generator)
            lines = lines.map { Self.replacing(old, with: new, in: Array($0))[...] }
        case 7, 8:
            let values = Self.strings(in: line)
            guard let range = values.randomElement(using: &generator) else { break }
            let new = Self.string(using: &generator)
            if generator.next() % 2 == 0 {
                let old = Array(line[range])
                lines = lines.map { Self.replacing(old, with: new, in: Array($0))[...] }
            } else {
                lines[index] = (line[..<range.lowerBound] + new + line[range.upperBound...])[...]
            }
        case 9:
            // Members of one object, from one line to another.
            guard let other = lines.randomElement(using: &generator) else { break }
            let members = Self.members(of: Array(other))
            guard let member = members.randomElement(using: &generator),
                let brace = line.lastIndex(of: UInt8(ascii: "}"))
            else { break }
            let comma = [UInt8(ascii: ",")]
            lines[index] = (line[..<brace] + comma + Array(other)[member] + line[brace...])[...]
        case 10:
            let members = Self.members(of: line)
            guard let member = members.randomElement(using: &generator) else { break }
            let end = member.upperBound < line.count && line[member.upperBound] == 0x2c ? 1 : 0
            lines[index] =
                (line[..<member.lowerBound] + line[(member.upperBound + end)...])[...]
        default:
            guard let range = Self.numbers(in: line).randomElement(using: &generator) else { break }
            let new = Self.number(using: &generator)
            lines[index] = (line[..<range.lowerBound] + new + line[range.upperBound...])[...]
        }
        if generator.next() % 8 > 0 { Self.countAgain(&lines) }
        return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }

    /// Makes each summary count the lines before it.
    private static func countAgain(_ lines: inout [ArraySlice<UInt8>]) {
        let key = Array("\"lines\":".utf8)
        var count = 0
        for index in lines.indices where !lines[index].isEmpty {
            let line = Array(lines[index])
            guard let place = line.indices.last(where: { line[$0...].starts(with: key) }) else {
                count += 1
                continue
            }
            let start = place + key.count
            let end = line[start...].firstIndex { !(0x30...0x39).contains($0) } ?? line.count
            lines[index] = (line[..<start] + Array(String(count).utf8) + line[end...])[...]
            count = 0
        }
    }

    private static func numbers(in line: [UInt8]) -> [Range<Int>] {
        ranges(in: line) { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
    }

    private static func strings(in line: [UInt8]) -> [Range<Int>] {
        let quotes = line.indices.filter { line[$0] == UInt8(ascii: "\"") }
        return zip(quotes, quotes.dropFirst()).map { $0 + 1..<$1 }.filter { !$0.isEmpty }
    }

    /// What stands between commas and braces, more or less.
    private static func members(of line: [UInt8]) -> [Range<Int>] {
        ranges(in: line) { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "}") }
            .filter { line[$0].first == UInt8(ascii: "\"") }
    }

    private static func ranges(in line: [UInt8], _ isIn: (UInt8) -> Bool) -> [Range<Int>] {
        line.indices.split { !isIn(line[$0]) }.compactMap { part in
            part.first.flatMap { first in part.last.map { first..<$0 + 1 } }
        }
    }

    private static func replacing(_ old: [UInt8], with new: [UInt8], in line: [UInt8]) -> [UInt8] {
        var (result, rest): ([UInt8], ArraySlice<UInt8>) = ([], line[...])
        while let byte = rest.first {
            if rest.starts(with: old) {
                result += new
                rest.removeFirst(old.count)
            } else {
                result.append(byte)
                rest.removeFirst()
            }
        }
        return result
    }

    private static func number(using generator: inout SeededGenerator) -> [UInt8] {
        let special = [
            "0", "1", "-1", "2", "9223372036854775807", "-9223372036854775808",
            "9223372036854775808", "4611686018427387904", "1e308", "-1e308", "1e-320", "0.1",
            "\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "null", "1e18", "253402300800",
            "-62135596801",
        ]
        let isSmall = generator.next() % 4 == 0
        return Array(
            (isSmall
                ? String(generator.next() % 100)
                : special.randomElement(using: &generator) ?? "0").utf8
        )
    }

    private static func string(using generator: inout SeededGenerator) -> [UInt8] {
        let special = [
            ".", "-", "", "a", "b", "nan", "inf", "-inf", "backward", "forward", "unknown",
            "finite", "damaged", "non-finite", "nonfinite", "simple_value", "wall_time",
            "tensor_content", "e\\u0301", "\u{e9}", "\\u0000", "\\u202e", "\\ud83d\\ude00", "a/b/c",
            "DT_FLOAT", "events.out.tfevents.1.host",
        ]
        return Array((special.randomElement(using: &generator) ?? "").utf8)
    }
}
