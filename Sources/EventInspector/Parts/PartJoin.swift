internal import Logdirs

/// The check whether a part that was scanned ahead equals what continued reading would give.
///
/// A part knows little about the bytes before it. Nearly always that changes nothing; wherever it
/// might, the answer is no, and the part is read again.
struct PartJoin {
    /// The file up to the part.
    let scan: FileScan
    /// The work that its reader may still spend on searching for records after damage.
    let searchAllowance: Int

    /// Whether ``FileScan/append(_:)`` may continue with the part.
    func takes(_ part: FilePart) -> Bool {
        guard let next = part.scan, part.start == scan.byteCount else { return false }
        // Around a non-finite wall time the events before it count, see
        // `EventScan.noteWallTime(at:)`.
        return part.seed.hasBadWallTime == scan.events.hasBadWallTime
            && next.events.hasBadWallTime == scan.events.hasBadWallTime
            && (part.seed.searchAllowance == searchAllowance || !metDamage(next))
            && scan.issueCount + next.issueCount <= FileScan.maximumIssueCount
            && hasRoom(forFindingsOf: next.history)
            && knowsItsTags(next.history)
    }

    /// Whether the part's reader searched, and so used some of its allowance.
    private func metDamage(_ next: FileScan) -> Bool {
        next.issues.contains { $0.kind != .malformedEvent }
    }

    /// Whether the contents of both would have fit in one history.
    private func hasRoom(forFindingsOf next: RunHistory) -> Bool {
        let history = scan.history
        guard next.untrackedValueCount == 0, next.unlistedValueCount == 0,
            history.pluginNames.count + next.pluginNames.count < RunHistory.maximumPluginCount
        else { return false }
        let byteCount = next.findings.reduce(0) { $0 + (isKnown($1, in: next) ? 0 : $1.byteCount) }
        return byteCount == 0
            || history.findingByteCount + byteCount < RunHistory.maximumFindingByteCount
    }

    private func isKnown(_ finding: FindingHistory, in next: RunHistory) -> Bool {
        guard let tag = scan.history.tags.find(kept: next.tags.name(of: Int(finding.tag))) else {
            return false
        }
        return scan.history.findingIndex(tag: tag, kind: finding.kind, place: finding.place) != nil
    }

    /// Whether the part read each tag's values with the meaning that the file gives them, and all
    /// tags have room.
    private func knowsItsTags(_ next: RunHistory) -> Bool {
        let tags = scan.history.tags
        var byteCount = 0
        for index in 0..<next.tags.count {
            let own = next.tags[index]
            guard let known = tags.find(kept: own.name) else {
                // A name may leave as much free space after it in a block of names.
                byteCount += 2 * own.name.count + TagHistoryTable.costPerTag
                continue
            }
            let before = tags[known]
            guard before.plugin >= 0 else { continue }
            guard own.pluginRole == before.pluginRole,
                own.pluginRole == .none || own.hadRoleFromStart
            else { return false }
        }
        return byteCount == 0
            || tags.insertedByteCount + byteCount + Self.slack < TagTableLimits.soft
    }

    private static let slack = 8_192
}
