extension Writer {
    init(
        _ chain: FileChain,
        relations: [WriterRelation],
        events: SharedEvents,
        unread: [UnreadStretch]
    ) {
        files = chain.files.map(\.reading.index)
        attemptCount = chain.attemptCount
        self.relations = relations
        attempts = chain.attempts.map { draft in
            Attempt(
                beginning: draft.beginning,
                hasStart: draft.hasStart,
                number: draft.number,
                files: draft.files,
                place: draft.place,
                tags: draft.tags.mapValues(TagAttempt.init)
            )
        }
        filesWithClock = Set(
            chain.files.lazy.filter { $0.reading.clock?.isRunning == true }.map(\.reading.index)
        )
        let tagByTag = chain.attempts.map(\.isTagByTag)
        isTagByTag = tagByTag.contains(true)
        axes = Self.axes(
            of: chain,
            attempts: attempts,
            events: events,
            isTagByTag: tagByTag,
            unread: Set(unread.lazy.filter { $0.reason == .damage }.map(\.file)),
            clocks: filesWithClock
        )
    }

    private static func axes(
        of chain: FileChain,
        attempts: [Attempt],
        events: SharedEvents,
        isTagByTag: [Bool],
        unread: Set<Int>,
        clocks: Set<Int>
    ) -> StepAxes {
        var counts: [Int: Int] = [:]
        for draft in chain.attempts {
            for (tag, stretch) in draft.tags { counts[tag, default: 0] += stretch.count }
        }
        var order: [Int: Int] = [:]
        for (index, file) in chain.files.enumerated() { order[file.reading.index] = index }
        let drafts = chain.attempts
        func relation(_ tag: Int, _ other: Int) -> AxisRelation {
            // The attempt with the most values of the tag that has fewer.
            var best: (index: Int, count: Int)?
            for (index, draft) in drafts.enumerated() {
                guard let first = draft.tags[tag], let second = draft.tags[other] else { continue }
                let count = min(first.count, second.count)
                if count > best?.count ?? 0 { best = (index, count) }
            }
            guard let index = best?.index, let first = drafts[index].tags[tag],
                let second = drafts[index].tags[other]
            else { return .unknown }
            let histories = attempts[index].tags
            let files = drafts[index].files
            return AxisComparison(
                first: AxisSeries(
                    first,
                    hasPasses: histories[tag].map { $0.passes > 1 } ?? false,
                    order: order
                ),
                second: AxisSeries(
                    second,
                    hasPasses: histories[other].map { $0.passes > 1 } ?? false,
                    order: order
                ),
                hasClock: files.allSatisfy(clocks.contains),
                isTagByTag: isTagByTag[index],
                hasUnread: files.contains(where: unread.contains)
            ).relation
        }
        return AxisFinder(events: events, counts: counts, relation: relation).axes()
    }
}

extension AttemptDraft {
    /// Whether three or more tags, each with two values, follow one another in a file.
    fileprivate var isTagByTag: Bool {
        guard files.count == 1 else { return false }
        let spans = tags.values.filter { $0.count >= 2 }
            .map { ($0.first.place, $0.last.place) }.sorted(by: <)
        return spans.count >= 3 && zip(spans, spans.dropFirst()).allSatisfy { $0.1 < $1.0 }
    }
}
