/// A tag as segments, which slashes and dots separate, and their words.
///
/// It is split in time proportional to its length. Letters of other scripts are letters.
struct TagName {
    struct Word {
        /// In lowercase, one of perhaps several that the tag writes as one.
        var text: String
        /// The bytes of the tag that hold it.
        var bytes: Range<Int>
        /// Whether it is the argument of a call, as `x` is in `D(x)`.
        var isArgument = false
    }

    struct Segment {
        var words: Range<Int>
        var bytes: Range<Int>
        /// Whether a dot comes before or after it, as in the path of a module.
        var touchesDot: Bool
    }

    let bytes: [UInt8]
    private(set) var words: [Word] = []
    private(set) var segments: [Segment] = []

    init(_ tag: String) {
        bytes = Array(tag.utf8.prefix(Self.longest))
        var start = 0
        var dotBefore = false
        for index in bytes.indices {
            let isDot = bytes[index] == UInt8(ascii: ".") && !isDecimalPoint(index)
            guard isDot || bytes[index] == UInt8(ascii: "/") else { continue }
            addSegment(start..<index, touchesDot: dotBefore || isDot)
            (start, dotBefore) = (index + 1, isDot)
        }
        addSegment(start..<bytes.count, touchesDot: dotBefore)
    }

    /// The same name, with one segment for two words that only a dot separates, as in
    /// `learning.rate`.
    var withPairJoined: TagName {
        guard segments.count == 2, words.count == 2, segments[1].touchesDot,
            words.allSatisfy({ Vocabulary.joins($0.text) })
        else { return self }
        var joined = self
        joined.segments = [
            Segment(
                words: 0..<2,
                bytes: segments[0].bytes.lowerBound..<segments[1].bytes.upperBound,
                touchesDot: false
            )
        ]
        return joined
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Whether a dot is within a number, as in `grad_2.0_norm`, and not in `layers.0.1.weight`.
    private func isDecimalPoint(_ index: Int) -> Bool {
        var first = index
        while first > 0, index - first < 4, Self.isDigit(bytes[first - 1]) { first -= 1 }
        var last = index + 1
        while last < bytes.count, last - index < 4, Self.isDigit(bytes[last]) { last += 1 }
        guard first < index, last > index + 1, first > 0 else { return false }
        if last < bytes.count, bytes[last] == UInt8(ascii: ".") { return false }
        return Self.isJoint(bytes[first - 1])
    }

    private mutating func addSegment(_ range: Range<Int>, touchesDot: Bool) {
        let firstWord = words.count
        var start = range.lowerBound
        for index in range where Self.isJoint(bytes[index]) {
            addChunk(start..<index)
            start = index + 1
        }
        addChunk(start..<range.upperBound)
        guard words.count > firstWord else { return }
        segments.append(
            Segment(words: firstWord..<words.count, bytes: range, touchesDot: touchesDot)
        )
    }

    /// Adds what lies between joints: one word, or several in camel case or glued together.
    private mutating func addChunk(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let count = words.count
        defer {
            if range.count == 1, range.lowerBound > 0, range.upperBound < bytes.count,
                bytes[range.lowerBound - 1] == UInt8(ascii: "("),
                bytes[range.upperBound] == UInt8(ascii: ")"), words.count > count
            {
                words[count].isArgument = true
            }
        }
        let whole = text(range).lowercased()
        let isMean =
            range.count > 2 && bytes[range.lowerBound] == UInt8(ascii: "m")
            && Self.isUpper(bytes[range.lowerBound + 1])
        guard isMean || !Vocabulary.knows(whole) else {
            words.append(Word(text: whole, bytes: range))
            return
        }
        var start = range.lowerBound
        for index in range.dropFirst() where isHump(index, in: range) {
            // The mean of something, as in mAP and mIoU.
            let isMean = index - start == 1 && bytes[start] == UInt8(ascii: "m")
            if isMean {
                words.append(Word(text: "mean", bytes: start..<index))
            } else if index - start == 1, start == range.lowerBound {
                // As in dW1.
                continue
            } else {
                addWord(start..<index)
            }
            start = index
            if isMean {
                // What an m stands before is written as one.
                addWord(start..<range.upperBound)
                return
            }
        }
        addWord(start..<range.upperBound)
    }

    private mutating func addWord(_ range: Range<Int>) {
        let word = text(range).lowercased()
        for part in Vocabulary.parts(of: word) {
            words.append(Word(text: part, bytes: range))
        }
    }

    /// Whether a word begins in the middle of a chunk, as in `trainLoss` and `MSELoss`.
    private func isHump(_ index: Int, in range: Range<Int>) -> Bool {
        guard Self.isUpper(bytes[index]) else { return false }
        if !Self.isUpper(bytes[index - 1]) { return !Self.isDigit(bytes[index - 1]) }
        return index + 1 < range.upperBound && Self.isLower(bytes[index + 1])
    }

    private static func isJoint(_ byte: UInt8) -> Bool { joints.contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { 48...57 ~= byte }
    private static func isUpper(_ byte: UInt8) -> Bool { 65...90 ~= byte }
    private static func isLower(_ byte: UInt8) -> Bool { 97...122 ~= byte }

    private static let joints = Set("_-: []()<>{},|=+@#%'\"\\".utf8)
    /// Longer tags are cut.
    private static let longest = 4_096
}
