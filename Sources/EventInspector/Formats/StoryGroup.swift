internal import TextOutput
internal import Timelines

/// The stories of a run, and those of other runs that differ from them in numbers alone.
struct StoryGroup {
    /// All that is told of the first run.
    var stories: [Explanation.Story]
    /// What is told first of each other run.
    var others: [Explanation.Story] = []

    /// Groups stories, in their order.
    ///
    /// - Parameters:
    ///   - stories: The stories, those of a run next to one another.
    ///   - joining: Whether to join runs of which the same is told.
    /// - Returns: The groups, in the order of their first runs.
    static func groups(of stories: [Explanation.Story], joining: Bool) -> [StoryGroup] {
        var runs: [StoryGroup] = []
        for story in stories {
            if let last = runs.indices.last, let first = runs[last].stories.first,
                first.run.isExactly(story.run), first.logdir.isExactly(story.logdir)
            {
                runs[last].stories.append(story)
            } else {
                runs.append(StoryGroup(stories: [story]))
            }
        }
        guard joining else { return runs }
        var groups: [StoryGroup] = []
        var numbers: [[String]: Int] = [:]
        for run in runs {
            let likeness = run.stories.flatMap(likeness)
            if let number = numbers[likeness], let first = run.stories.first {
                groups[number].others.append(first)
            } else {
                numbers[likeness] = groups.count
                groups.append(run)
            }
        }
        return groups
    }

    /// What makes two stories the same to a reader: all but the numbers.
    private static func likeness(of story: Explanation.Story) -> [String] {
        var texts = [
            story.tag, story.direction.rawValue, story.outcome.rawValue, story.layer ?? "",
            "\(story.isNote) \(story.attempt) \(story.tieCount) \(story.writer == nil)",
            "\(story.lastFiniteParameters == nil)",
        ]
        var sentences = [story.headline, story.window, story.harmless ?? ""]
        sentences += story.evidence + story.spread + story.advice + story.notes
        for cause in story.causes {
            texts.append("\(cause.kind.rawValue) \(cause.strength)")
            sentences += [cause.title] + cause.evidence
        }
        return texts + sentences.map(withoutNumbers)
    }

    /// A sentence in which each number is the same.
    static func withoutNumbers(_ sentence: String) -> String {
        var text: [UInt8] = []
        let bytes = Array(sentence.utf8)
        var index = 0
        while index < bytes.count {
            guard isDigit(bytes[index]) else {
                text.append(bytes[index])
                index += 1
                continue
            }
            if text.last == UInt8(ascii: "-") { text.removeLast() }
            text.append(UInt8(ascii: "#"))
            while index < bytes.count, let next = end(ofNumberPart: index, in: bytes) {
                index = next
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Where a number goes on after a digit, or what joins two: `1,024`, `0.5`, `2e-05`.
    private static func end(ofNumberPart index: Int, in bytes: [UInt8]) -> Int? {
        if isDigit(bytes[index]) { return index + 1 }
        func digit(at distance: Int) -> Bool {
            index + distance < bytes.count && isDigit(bytes[index + distance])
        }
        switch bytes[index] {
        case UInt8(ascii: "."), UInt8(ascii: ","): return digit(at: 1) ? index + 1 : nil
        case UInt8(ascii: "e"):
            if digit(at: 1) { return index + 1 }
            guard index + 1 < bytes.count,
                bytes[index + 1] == UInt8(ascii: "-") || bytes[index + 1] == UInt8(ascii: "+")
            else { return nil }
            return digit(at: 2) ? index + 2 : nil
        default: return nil
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { 48...57 ~= byte }
}
