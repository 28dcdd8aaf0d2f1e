internal import ClampedArithmetic
internal import Logdirs
internal import NonFiniteNumbers
internal import TFRecord
internal import TensorBoardEvents

/// The history of a stretch of a run: a part of a file, a file, or consecutive files.
///
/// Stretches are scanned on their own and joined in order; the result is the same as if one pass
/// had seen everything.
final class RunHistory {
    let tags = TagHistoryTable()
    private(set) var findings: [FindingHistory] = []
    private(set) var pluginNames: [String] = []

    /// Files in the stretch.
    private(set) var fileCount: Int
    /// `SessionLog.START` events so far.
    @exclusivity(unchecked) private(set) var sessionStarts = 0
    /// Numbers of each kind among all elements.
    @exclusivity(unchecked) private(set) var totals = Totals()
    /// The largest step, and the latest finite wall time, of any value.
    @exclusivity(unchecked) private(set) var lastStep: Int64?
    @exclusivity(unchecked) private(set) var lastWallTime: Double?
    /// The number of values whose tag appeared when the table was full; they have no history.
    private(set) var untrackedValueCount = 0
    /// The number of non-finite values with no room among the findings.
    private(set) var unlistedValueCount = 0
    /// About how much memory the findings use.
    private(set) var findingByteCount = 0

    /// About how much memory it uses.
    var byteCount: Int { tags.byteCount + findingByteCount + 1_024 }

    /// Starts the history of one file, or of none yet.
    init(fileCount: Int = 1) {
        self.fileCount = fileCount
    }

    /// Sums over a stretch.
    struct Totals {
        var values = 0
        var elements = 0
        var nan = 0
        var positiveInfinity = 0
        var negativeInfinity = 0
        var unknown = 0

        mutating func add(_ other: Totals) {
            values += other.values
            elements.addClamped(other.elements)
            nan.addClamped(other.nan)
            positiveInfinity.addClamped(other.positiveInfinity)
            negativeInfinity.addClamped(other.negativeInfinity)
            unknown.addClamped(other.unknown)
        }

        mutating func add(_ observation: Observation) {
            switch observation.kind {
            case .nan: nan.addClamped(observation.count)
            case .positiveInfinity: positiveInfinity.addClamped(observation.count)
            case .negativeInfinity: negativeInfinity.addClamped(observation.count)
            case .unknown: unknown.addClamped(observation.count)
            }
        }
    }

    func noteSessionStart() { sessionStarts += 1 }

    func countValue() { totals.values += 1 }

    /// The index of a plugin's name, for `TagHistory.plugin`.
    func pluginIndex(_ name: String) -> Int32 {
        let name = name.utf8.count > Self.pluginNameLimit ? String(name.prefix(64)) + "…" : name
        if let index = pluginNames.firstIndex(of: name) { return Int32(index) }
        // A file with more and more plugins only loses the names.
        guard pluginNames.count < Self.maximumPluginCount else { return -1 }
        pluginNames.append(name)
        return Int32(pluginNames.count - 1)
    }

    /// Adds a finite value.
    @inline(__always)
    func addFinite(tag: Int, at point: ValuePoint, elementCount: Int) {
        totals.elements.addClamped(elementCount)
        note(point)
        let isReset = tags[tag].add(
            step: point.step,
            wallTime: point.wallTime,
            isFinite: true,
            sessionStarts: sessionStarts
        )
        if isReset { overwrite(tag: tag, from: point.step) }
    }

    /// Adds a value whose tag has no place in the table.
    func addUntracked(_ observations: [Observation], elementCount: Int) {
        totals.elements.addClamped(elementCount)
        for observation in observations { totals.add(observation) }
        untrackedValueCount += 1
        if !observations.isEmpty { unlistedValueCount += 1 }
    }

    /// Adds a value with non-finite numbers.
    func add(_ observations: [Observation], tag: Int, at point: ValuePoint, elementCount: Int) {
        totals.elements.addClamped(elementCount)
        note(point)
        let lastFinite = tags[tag].lastFinite
        let isReset = tags[tag].add(
            step: point.step,
            wallTime: point.wallTime,
            isFinite: false,
            sessionStarts: sessionStarts
        )
        if isReset { overwrite(tag: tag, from: point.step) }
        for observation in observations {
            totals.add(observation)
            guard
                let index = findingIndex(
                    of: observation,
                    tag: tag,
                    at: point,
                    lastFinite: lastFinite
                )
            else {
                unlistedValueCount += 1
                continue
            }
            findings[index].add(
                observation,
                at: point,
                ordinal: tags[tag].pointCount,
                lastFiniteOrdinal: lastFinite.ordinal,
                segment: tags[tag].segment
            )
        }
    }

    /// Marks findings that start in the record at `offset` as unverified, after its checksum
    /// failed.
    func markUnverified(recordAt offset: Int) {
        for index in findings.indices where findings[index].first.point.offset == offset {
            findings[index].first.point.checksumIsValid = false
        }
    }

    @inline(__always)
    private func note(_ point: ValuePoint) {
        lastStep = max(lastStep ?? point.step, point.step)
        if point.wallTime.isFinite {
            lastWallTime = max(lastWallTime ?? point.wallTime, point.wallTime)
        }
    }

    private func overwrite(tag: Int, from step: Int64) {
        var index = tags[tag].findings
        while index >= 0 {
            findings[Int(index)].overwrite(from: step)
            index = findings[Int(index)].nextOfTag
        }
    }

    private func findingIndex(
        of observation: Observation,
        tag: Int,
        at point: ValuePoint,
        lastFinite: TagHistory.FinitePoint
    ) -> Int? {
        if let index = findingIndex(tag: tag, kind: observation.kind, place: observation.place) {
            return index
        }
        let cost = byteCount(of: observation, tag: tag)
        guard takesFinding(of: cost) else { return nil }
        var finding = FindingHistory(
            tag: Int32(tag),
            first: FindingHistory.First(
                observation: observation,
                point: point,
                segment: tags[tag].segment
            ),
            nextOfTag: tags[tag].findings,
            byteCount: cost
        )
        if lastFinite.ordinal > 0 { finding.lastFinite = (lastFinite.step, lastFinite.wallTime) }
        tags[tag].findings = Int32(findings.count)
        findings.append(finding)
        return findings.count - 1
    }

    /// The index of a tag's finding of a kind at a place.
    func findingIndex(tag: Int, kind: NonFiniteKind, place: Place) -> Int? {
        var index = Int(tags[tag].findings)
        while index >= 0 {
            if findings[index].kind == kind, findings[index].place == place { return index }
            index = Int(findings[index].nextOfTag)
        }
        return nil
    }

    /// Whether there is room for one more finding.
    private func takesFinding(of byteCount: Int) -> Bool {
        guard findingByteCount < Self.maximumFindingByteCount else { return false }
        findingByteCount += byteCount
        return true
    }

    private func byteCount(of observation: Observation, tag: Int) -> Int {
        let dimensions = observation.shape?.dimensions.count ?? 0
        return MemoryLayout<FindingHistory>.stride + 8 * dimensions
            + (observation.field?.utf8.count ?? 0) + tags.name(of: tag).count
    }

    static let maximumPluginCount = 1_000
    private static let pluginNameLimit = 256
    /// About ten thousand findings of one run; nobody reads more, and the report needs three times
    /// that memory.
    static let maximumFindingByteCount = 4 * 1024 * 1024
}

// MARK: - Joining

extension RunHistory {
    /// How two stretches meet.
    enum Boundary {
        /// The second continues in the middle of the same file.
        case sameFile
        /// The second is the run's next file.
        case nextFile
    }

    /// Joins the next stretch to this one.
    func append(_ next: RunHistory, boundary: Boundary) {
        let filesBefore = boundary == .nextFile ? fileCount : fileCount - 1
        for index in 0..<next.tags.count {
            append(tagAt: index, of: next, boundary: boundary, filesBefore: filesBefore)
        }
        totals.add(next.totals)
        sessionStarts += next.sessionStarts
        untrackedValueCount += next.untrackedValueCount
        unlistedValueCount += next.unlistedValueCount
        fileCount = filesBefore + next.fileCount
        if let step = next.lastStep { lastStep = max(lastStep ?? step, step) }
        if let time = next.lastWallTime { lastWallTime = max(lastWallTime ?? time, time) }
    }

    private func append(
        tagAt nextIndex: Int,
        of next: RunHistory,
        boundary: Boundary,
        filesBefore: Int
    ) {
        let name = next.tags.name(of: nextIndex)
        let limit =
            next.tags[nextIndex].findings >= 0
            ? TagTableLimits.hard : TagTableLimits.soft
        let known = tags.find(kept: name)
        guard let index = known ?? tags.insert(kept: name, limit: limit) else { return }
        var following = next.tags[nextIndex]
        if known == nil { tags[index].isSelected = following.isSelected }
        if following.plugin >= 0 {
            following.plugin = pluginIndex(next.pluginNames[Int(following.plugin)])
        }
        let before = tags[index]
        let isConcurrent =
            boundary == .nextFile && before.pointCount > 0
            && following.firstWallTime < before.lastWallTime
        let startsBetween =
            sessionStarts - before.startsBeforeLast + following.startsBeforeFirst > 0
        let isReset =
            before.pointCount > 0 && following.pointCount > 0 && !isConcurrent
            && TagHistory.isReset(
                from: (before.lastStep, before.lastWallTime),
                to: (following.firstStep, following.firstWallTime),
                behindStart: startsBetween || boundary == .nextFile
            )
        let overwritten = [following.minimumResetStep, isReset ? following.firstStep : nil]
        if let step = overwritten.compactMap(\.self).min() { overwrite(tag: index, from: step) }
        // Among files written at the same time, the one that ends first counts as the earlier.
        let endsFirst = isConcurrent && following.lastWallTime < before.lastWallTime
        if endsFirst { moveFindings(of: index, behind: following.pointCount) }
        append(
            findingsOf: nextIndex,
            in: next,
            to: index,
            segmentsBefore: before.segment + (isReset ? 1 : 0),
            filesBefore: filesBefore,
            isConcurrent: isConcurrent,
            ordinalsBefore: endsFirst ? 0 : before.pointCount
        )
        if following.pointCount > 0 {
            tags[index].append(
                following,
                isReset: isReset,
                startsBefore: sessionStarts,
                endsFirst: endsFirst
            )
        } else if tags[index].plugin < 0, following.plugin >= 0 {
            tags[index].setPlugin(following.plugin, role: following.pluginRole)
        }
    }

    private func moveFindings(of tag: Int, behind ordinals: Int) {
        var index = Int(tags[tag].findings)
        while index >= 0 {
            findings[index].moveBehind(ordinals)
            index = Int(findings[index].nextOfTag)
        }
    }

    private func append(
        findingsOf nextIndex: Int,
        in next: RunHistory,
        to index: Int,
        segmentsBefore: Int,
        filesBefore: Int,
        isConcurrent: Bool,
        ordinalsBefore: Int
    ) {
        let before = tags[index]
        var cursor = Int(next.tags[nextIndex].findings)
        while cursor >= 0 {
            let finding = next.findings[cursor]
            var moved = finding.moved(
                toTag: Int32(index),
                nextOfTag: tags[index].findings,
                segmentsBefore: segmentsBefore,
                ordinalsBefore: ordinalsBefore,
                filesBefore: filesBefore
            )
            let startsUnfinished = moved.lastFinite == nil
            if startsUnfinished {
                moved.lastFinite = before.finite(
                    before: isConcurrent ? moved.first.point.step : nil
                )
            }
            if let known = findingIndex(tag: index, kind: finding.kind, place: finding.place) {
                let continues =
                    startsUnfinished && !isConcurrent
                    && findings[known].lastOrdinal > before.lastFinite.ordinal
                findings[known].append(moved, isConcurrent: isConcurrent, continues: continues)
            } else if takesFinding(of: moved.byteCount) {
                tags[index].findings = Int32(findings.count)
                findings.append(moved)
            } else {
                unlistedValueCount.addClamped(moved.occurrences)
            }
            cursor = Int(finding.nextOfTag)
        }
    }
}
