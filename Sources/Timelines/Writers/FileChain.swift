/// Why a file counts as a separate writer although it may continue another one.
public enum Doubt: Sendable, Hashable {
    /// It begins where another writer's files began, on a host that wrote none of them: a second
    /// run, or another rank with a skewed clock.
    case otherHost
    /// It begins where another writer's files began, written by the same process: trials, as of a
    /// sweep.
    case sameProcess
    /// It shares only tags whose step never moves.
    case stepsStandStill
    /// It has no wall time to sort it by.
    case noClock
}

/// A writer under construction: a chain of files, with its attempts.
struct FileChain {
    /// The number of attempts kept: the first two, the last thirteen, and the first that broke.
    static let keptAttempts = 16

    private(set) var files: [FileSummary] = []
    private(set) var attempts: [AttemptDraft] = []
    private(set) var attemptCount = 0
    /// The state of each tag, for the next values.
    private(set) var before: [Int: TagBefore] = [:]
    /// The wall time of the last value.
    private(set) var end = -Double.infinity
    private(set) var hosts: Set<String> = []
    /// Files that may still overlap with a later one.
    private var open: [FileSummary] = []

    init(_ file: FileSummary) { add(file, verdict: .continues) }

    enum Verdict {
        case continues
        case attempt(AttemptBeginning)
        case doubt(Doubt)
    }

    func sharesTag(with file: FileSummary) -> Bool {
        file.tags.keys.contains { before[$0] != nil }
    }

    func sharesMovingTag(with file: FileSummary) -> Bool {
        file.tags.keys.contains { before[$0]?.moves == true }
    }

    func isConcurrent(with file: FileSummary) -> Bool {
        open.contains { $0.isConcurrent(with: file) }
    }

    /// Removes the open files that ended before another one began; later files begin even later, so
    /// they cannot overlap.
    mutating func closeFiles(before time: Double) {
        open.removeAll { $0.latest < time }
    }

    /// The relation of the next file to the chain.
    func verdict(on file: FileSummary) -> Verdict {
        let opening = file.opening
        let rule = rule(for: opening, isOtherFile: true)
        if opening.start != nil {
            return rule.goesBack ? .attempt(rule.beginning) : .continues
        }
        if rule.standsStill { return .doubt(.stepsStandStill) }
        if rule.common > 0, !file.hasUsableTime || !files.allSatisfy(\.hasUsableTime) {
            return .doubt(.noClock)
        }
        guard rule.goesBack else { return .continues }
        if rule.isRunAgain {
            let facts = file.reading.facts
            guard let host = facts.host, hosts.contains(host) else { return .doubt(.otherHost) }
            let isSameProcess = files.contains {
                $0.reading.facts.host == host && facts.process != nil
                    && $0.reading.facts.process == facts.process
            }
            if isSameProcess { return .doubt(.sameProcess) }
        }
        return .attempt(rule.beginning)
    }

    mutating func add(_ file: FileSummary, verdict: Verdict) {
        let index = file.reading.index
        let opening = file.opening
        var isOpening = true
        for segment in [opening] + file.reading.segments.dropFirst(file.openingSegments) {
            let segment = shifted(segment)
            var beginning: AttemptBeginning?
            if isOpening {
                if case .attempt(let found) = verdict { beginning = found }
                if files.isEmpty { beginning = .first }
                isOpening = false
            } else {
                let rule = rule(for: segment, isOtherFile: false)
                if segment.beginsAttempt || rule.goesBack { beginning = rule.beginning }
            }
            if segment.isEmpty { continue }
            attemptCount += segment.droppedAttempts
            if let beginning {
                attemptCount += 1
                attempts.append(
                    AttemptDraft(
                        beginning: beginning,
                        hasStart: segment.start != nil,
                        number: attemptCount,
                        files: [index],
                        place: segment.place ?? 0,
                        tags: segment.tags
                    )
                )
                dropAttempt()
            } else {
                attempts[attempts.count - 1].append(segment, file: index)
            }
            learn(segment)
        }
        files.append(file)
        open.append(file)
        if file.reading.clock?.isUsable == true { end = max(end, file.latest) }
        if let host = file.reading.facts.host { hosts.insert(host) }
    }

    private mutating func dropAttempt() {
        guard attempts.count > Self.keptAttempts else { return }
        let broken = attempts.firstIndex { $0.hasNonFinite }
        attempts.remove(at: broken == 2 ? 3 : 2)
    }

    private mutating func learn(_ segment: Segment) {
        for tag in segment.tags.keys {
            guard let stretch = attempts[attempts.count - 1].tags[tag] else { continue }
            before[tag] = TagBefore(stretch, first: before[tag]?.first)
        }
    }

    private func rule(for segment: Segment, isOtherFile: Bool) -> BackRule {
        var rule = BackRule(isOtherFile: isOtherFile)
        for (tag, stretch) in shifted(segment).tags {
            guard let known = before[tag] else { continue }
            rule.take(stretch, before: known)
        }
        return rule
    }

    /// The segment with its steps shifted, if a 32-bit counter wrapped before it.
    private func shifted(_ segment: Segment) -> Segment {
        segment.shifted { tag in
            attempts.reversed().lazy.compactMap { $0.tags[tag] }.first
        }
    }
}

extension BackRule {
    var beginning: AttemptBeginning {
        isRunAgain ? .runAgain : .restarted(step: firstBack?.step ?? 0)
    }
}

extension FileSummary {
    fileprivate var hasUsableTime: Bool { reading.clock?.isUsable == true }

    /// The number of segments that open the file, including those before the first start if they
    /// contain only tags whose step never moves, such as hyperparameters.
    fileprivate var openingSegments: Int {
        guard reading.segments.count > 1, reading.segments[0].start == nil else { return 1 }
        return reading.segments[0].tags.values.contains { $0.moves || $0.count > 1 } ? 1 : 2
    }

    fileprivate var opening: Segment {
        var opening = reading.segments[0]
        if openingSegments == 2 {
            opening.start = reading.segments[1].start
            opening.append(later: reading.segments[1])
        }
        return opening
    }
}
