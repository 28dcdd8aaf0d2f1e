internal import TensorBoard

/// The messages of one step, of which the newest are kept.
struct LogLines: StepValues {
    private var lines: [String] = []
    /// The place of the oldest line, once the limit is reached.
    private var start = 0
    private var leftOutCount = 0
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    mutating func add(_ line: String) {
        guard lines.count == limit else { return lines.append(line) }
        lines[start] = line
        start = (start + 1) % limit
        leftOutCount += 1
    }

    mutating func beginStep() {
        lines = []
        start = 0
        leftOutCount = 0
    }

    /// A block of code, in which Markdown leaves every character as it is.
    var markdown: String {
        let note = leftOutCount == 0 ? [] : ["… \(leftOutCount) earlier messages"]
        return (note + lines[start...] + lines[..<start])
            .map { Self.indented($0) }.joined(separator: "\n")
    }

    /// Indented rather than fenced: no text can end such a block.
    private static func indented(_ line: String) -> String {
        line.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            // The further lines of a message are set off from the next one.
            .map { ($0.offset == 0 ? "    " : "      ") + $0.element }
            .joined(separator: "\n")
    }
}
