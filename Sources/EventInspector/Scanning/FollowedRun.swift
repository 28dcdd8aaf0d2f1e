internal import Logdirs
internal import NonFiniteNumbers
internal import TFRecord
internal import TextOutput
internal import Timelines

/// A follower's state of one run: what was announced, and the run's timeline once it is needed.
struct FollowedRun {
    /// A line that a follower announces.
    struct Line {
        let finding: ScanReport.Finding
        /// Whether it is the last of its tag in its attempt: further ones are only counted.
        var isLast = false
        /// Whether no later attempt of its writer has begun.
        var isCurrent = true
    }

    /// Whether training is broken, as far as the timeline shows.
    private(set) var isBroken = false
    /// The findings that were announced and are no longer in any file.
    private(set) var lost: [ScanReport.Finding] = []
    private(set) var timeline: FollowedTimeline?
    /// The number of the look at which the timeline was last read.
    private(set) var lastLook = 0
    /// The files as of the last look, and how far they were read.
    private var seen: [(scan: FileScan, offset: Int)] = []
    /// How many looks in a row have found the files as they were.
    private var idleCount = 0
    /// Whether a break waits for more values.
    private var hasPending = false
    private var toldFindings: Set<FindingKey> = []
    private var toldBreaks: Set<BreakKey> = []
    /// The file and place of the last break that was told of each tag in each attempt, and the
    /// number of lines.
    private var told: [AttemptKey: (line: Int, last: LoggedPoint?)] = [:]

    /// One finding is announced once for itself, however often its file is read.
    private struct FindingKey: Hashable {
        let tag: ExactName
        let place: Place
        let kind: NonFiniteKind
    }

    /// A break by its place: its pass may change as more is read.
    private struct BreakKey: Hashable {
        let tag: ExactName
        let file: ExactName
        let place: Int
    }

    private struct AttemptKey: Hashable {
        let tag: ExactName
        let file: ExactName
        let place: Int
    }

    /// Something to announce, unless the tag has had its lines.
    private struct Candidate {
        var finding: ScanReport.Finding
        var file: Int
        var attempt: BreakNews.AttemptName?
        var isCurrent = true
    }

    /// The most lines of one tag in one attempt.
    static let lineLimit = 3
    /// After so many looks that find nothing new, no more values are expected: the process may have
    /// ended.
    static let idleLimit = 10
    /// The most findings kept of files that were replaced.
    private static let lostLimit = 1_000
    private static let badTagLimit = 4_000
    private static let badNameByteCount = 512 << 10

    /// Frees the memory of the timeline, which is read again when it is needed.
    mutating func dropTimeline() { timeline = nil }

    /// Keeps the findings of a file that is about to be read again from its beginning.
    mutating func keepFindings(_ findings: [RunFinding], of file: LogdirFile) {
        let run = RunPlan.Run(logdir: file.logdir, name: file.run, files: [file])
        for finding in findings where toldFindings.contains(Self.key(finding)) {
            guard lost.count < Self.lostLimit else { return }
            let shown = ScanReport.Finding(finding, of: run)
            if !lost.contains(shown) { lost.append(shown) }
        }
    }

    /// Announces what the files hold that was not announced.
    ///
    /// - Parameters:
    ///   - files: Those of the run's files that were read, in their order.
    ///   - options: The scan's options.
    ///   - look: The number of the look.
    ///   - buffer: Memory for reading.
    /// - Returns: The lines of the look, in the order of files and places.
    mutating func lines(
        of files: [FollowedFile],
        options: ScanOptions,
        look: Int,
        buffer: ReadBuffer
    ) -> [Line] {
        let now = files.map { ($0.scan, $0.scan.resumeOffset) }
        let isSame =
            now.count == seen.count
            && zip(now, seen).allSatisfy { $0.0 === $1.scan && $0.1 == $1.offset }
        idleCount = isSame ? min(idleCount + 1, Self.idleLimit + 1) : 0
        if isSame, !hasPending || idleCount != Self.idleLimit { return [] }
        seen = now
        hasPending = false
        let findings = files.map { file in
            file.scan.history.orderedFindings.map { $0.allowed(by: options.allowances) }
        }
        guard findings.contains(where: { !$0.isEmpty }) else { return [] }
        var news: BreakNews?
        if findings.contains(where: { $0.contains(where: \.isInTimeline) }) {
            news = readTimeline(files, findings, options: options, look: look, buffer: buffer)
        }
        var candidates = newFindings(findings, files, news)
        if let news { addBreaks(news, findings, files, to: &candidates) }
        let order = candidates.indices.sorted {
            let (first, second) = (candidates[$0], candidates[$1])
            return (first.file, first.finding.first.offset, $0)
                < (second.file, second.finding.first.offset, $1)
        }
        return order.compactMap { line(candidates[$0], files) }
    }

    private mutating func readTimeline(
        _ files: [FollowedFile],
        _ findings: [[RunFinding]],
        options: ScanOptions,
        look: Int,
        buffer: ReadBuffer
    ) -> BreakNews {
        var followed = timeline ?? FollowedTimeline(options, buffer: buffer)
        if !followed.continues(files) { followed = FollowedTimeline(options, buffer: buffer) }
        timeline = followed
        lastLook = look
        let (timeline, tags) = followed.read(files, badTags: Self.badTags(of: findings))
        isBroken = timeline.outcome == .broken
        return BreakNews(timeline, tags: tags, isSettled: idleCount >= Self.idleLimit)
    }

    private static func badTags(of findings: [[RunFinding]]) -> [ExactName: Int64] {
        var badTags: [ExactName: Int64] = [:]
        var byteCount = 0
        for finding in findings.joined() {
            let name = ExactName(finding.tag)
            if let known = badTags[name] {
                badTags[name] = min(known, finding.first.point.step)
                continue
            }
            byteCount += finding.tag.utf8.count  // in range: names in memory
            guard badTags.count < badTagLimit, byteCount <= badNameByteCount else { break }
            badTags[name] = finding.first.point.step
        }
        return badTags
    }

    /// The findings of each file that were not announced: each place and kind of a tag, once.
    private mutating func newFindings(
        _ findings: [[RunFinding]],
        _ files: [FollowedFile],
        _ news: BreakNews?
    ) -> [Candidate] {
        var candidates: [Candidate] = []
        var chosen: Set<FindingKey> = []
        for (index, found) in findings.enumerated() {
            for finding in found {
                let key = Self.key(finding)
                guard !toldFindings.contains(key), !chosen.contains(key) else { continue }
                let point = finding.first.point
                let verdict =
                    finding.place == .wallTime
                    ? .unknown
                    : news?.verdict(
                        on: finding.tag,
                        file: index,
                        place: point.offset,
                        step: point.step
                    ) ?? .unknown
                var candidate = Candidate(
                    finding: Self.shown(finding, in: files[index]),
                    file: index
                )
                switch verdict {
                case .withheld: continue
                case .unknown: break
                case .told(let attempt, let isCurrent):
                    candidate.attempt = attempt
                    candidate.isCurrent = isCurrent
                }
                chosen.insert(key)
                candidates.append(candidate)
            }
        }
        return candidates
    }

    /// Adds the breaks that were not announced and do not begin with a new finding.
    private mutating func addBreaks(
        _ news: BreakNews,
        _ findings: [[RunFinding]],
        _ files: [FollowedFile],
        to candidates: inout [Candidate]
    ) {
        var names: [Int: String] = [:]
        for finding in findings.joined() where finding.isInTimeline {
            if let number = news.number(of: finding.tag) { names[number] = finding.tag }
        }
        for new in news.breaks(ofTags: Set(names.keys)) {
            let first = new.value.first
            if new.isPending {
                hasPending = true
                continue
            }
            guard let tag = names[new.tag], files.indices.contains(first.file) else { continue }
            let attempt = key(tag, new.attempt, files)
            let last = told[attempt]?.last
            guard isNew(new, tag: tag, in: files) else { continue }
            told[attempt, default: (0, nil)].last = first
            if new.value.before == nil, new.value.pass > 1, let last,
                !wasFinite(new.lastFinite, after: last)
            {
                // Not finite to the end of a pass, and on from the beginning of the next.
                continue
            }
            let isListed = candidates.contains {
                $0.finding.tag.isExactly(tag)
                    && new.value.contains(file: $0.file, place: $0.finding.first.offset)
            }
            guard !isListed,
                let finding = Self.finding(of: new.value, tag: tag, findings, files)
            else { continue }
            candidates.append(
                Candidate(
                    finding: finding,
                    file: first.file,
                    attempt: new.attempt,
                    isCurrent: new.isCurrent
                )
            )
        }
    }

    /// Whether a break was not considered before, in its file or a copy.
    private mutating func isNew(
        _ new: BreakNews.NewBreak,
        tag: String,
        in files: [FollowedFile]
    ) -> Bool {
        var isNew = true
        for file in new.files where files.indices.contains(file) {
            let key = BreakKey(
                tag: ExactName(tag),
                file: ExactName(files[file].file.relativePath),
                place: new.value.first.place
            )
            if !toldBreaks.insert(key).inserted { isNew = false }
        }
        return isNew
    }

    private func wasFinite(_ finite: LoggedPoint?, after last: LoggedPoint) -> Bool {
        guard let finite else { return false }
        return finite.file != last.file || finite.place > last.place
    }

    /// The line of a candidate, unless its tag has had its lines in the attempt.
    private mutating func line(_ candidate: Candidate, _ files: [FollowedFile]) -> Line? {
        let finding = candidate.finding
        toldFindings.insert(Self.key(finding))
        guard let attempt = candidate.attempt else { return Line(finding: finding) }
        let key = key(finding.tag, attempt, files)
        let count = told[key]?.line ?? 0
        guard count < Self.lineLimit else { return nil }
        told[key, default: (0, nil)].line = count + 1  // in range: below the limit
        return Line(
            finding: finding,
            isLast: count + 1 == Self.lineLimit,
            isCurrent: candidate.isCurrent
        )
    }

    private func key(
        _ tag: String,
        _ attempt: BreakNews.AttemptName,
        _ files: [FollowedFile]
    ) -> AttemptKey {
        let file = files.indices.contains(attempt.file) ? files[attempt.file] : nil
        return AttemptKey(
            tag: ExactName(tag),
            file: ExactName(file?.file.relativePath ?? ""),
            place: attempt.place
        )
    }

    private static func key(_ finding: RunFinding) -> FindingKey {
        FindingKey(tag: ExactName(finding.tag), place: finding.place, kind: finding.kind)
    }

    private static func key(_ finding: ScanReport.Finding) -> FindingKey {
        FindingKey(tag: ExactName(finding.tag), place: finding.place, kind: finding.kind)
    }

    private static func shown(_ finding: RunFinding, in file: FollowedFile) -> ScanReport.Finding {
        let file = file.file
        let run = RunPlan.Run(logdir: file.logdir, name: file.run, files: [file])
        return ScanReport.Finding(finding, of: run)
    }

    /// A break as a finding; nil if the scan has none of the tag, as where a count shows it.
    private static func finding(
        of value: Break,
        tag: String,
        _ findings: [[RunFinding]],
        _ files: [FollowedFile]
    ) -> ScanReport.Finding? {
        let kind = NonFiniteKind(value.first.value)
        var best: (rank: Int, file: Int, finding: RunFinding)?
        for (index, found) in findings.enumerated() {
            for finding in found where finding.isInTimeline && finding.tag.isExactly(tag) {
                let rank = (index == value.first.file ? 2 : 0) + (finding.kind == kind ? 1 : 0)
                if rank > best?.rank ?? -1 { best = (rank, index, finding) }
            }
        }
        guard let best else { return nil }
        return shown(best.finding, in: files[best.file])
            .beginning(with: value, in: files[value.first.file].file)
    }
}

extension RunFinding {
    /// Whether the timeline has the value: it is not expected, and it is of a tag at a step.
    fileprivate var isInTimeline: Bool {
        !isAllowed && place != .wallTime && place != .debugHealth && !place.isInDataset
    }
}

extension NonFiniteKind {
    fileprivate init?(_ value: ValueKind) {
        switch value {
        case .finite: return nil
        case .nan: self = .nan
        case .positiveInfinity, .infinities: self = .positiveInfinity
        case .negativeInfinity: self = .negativeInfinity
        }
    }
}

extension ScanReport.Finding {
    /// The same for a later break of the tag, of which the timeline knows steps and places.
    fileprivate func beginning(with value: Break, in file: LogdirFile) -> ScanReport.Finding {
        if first.offset == value.first.place, first.file.isExactly(file.relativePath) {
            return self
        }
        var finding = self
        let isScalar = shape?.isEmpty ?? true
        finding.occurrences = value.count
        finding.count = value.count
        finding.countIsExact = isScalar
        finding.first = ScanReport.First(
            step: value.first.step,
            wallTime: value.first.time,
            count: 1,
            file: file.relativePath,
            offset: value.first.place,
            checksumIsValid: true,
            segment: 0
        )
        finding.last = ScanReport.Moment(step: value.last.step, wallTime: value.last.time)
        finding.lastFinite = value.before.map {
            ScanReport.Moment(step: $0.step, wallTime: $0.time)
        }
        finding.stretches = 1
        finding.isTerminal = value.isOpen
        finding.isSuperseded = false
        return finding
    }
}
