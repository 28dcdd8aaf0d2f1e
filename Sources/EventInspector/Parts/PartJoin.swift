/// Whether a part of a file that was scanned ahead says what reading on would.
///
/// A part knows little of what stands before it. Nearly always that changes nothing; wherever it
/// might, the answer is no, and the part is read again.
struct PartJoin {
    /// The file up to the part.
    let scan: FileScan
    /// What its reader may still spend on looking for records behind damage.
    let searchAllowance: Int

    /// Whether ``FileScan/append(_:)`` may go on with the part.
    func takes(_ part: FilePart) -> Bool {
        guard let next = part.scan, part.start == scan.byteCount else { return false }
        // Around a bad wall time the events before count, see `EventScan.noteWallTime(at:)`.
        return part.seed.hasBadWallTime == scan.events.hasBadWallTime
            && next.events.hasBadWallTime == scan.events.hasBadWallTime
            && (part.seed.searchAllowance == searchAllowance || !metDamage(next))
            && scan.issueCount + next.issueCount <= FileScan.maximumIssueCount
            && hasRoom(forFindingsOf: next.history)
            && knowsItsTags(next.history)
    }

    /// Whether the part's reader searched, and so spent some of its allowance.
    private func metDamage(_ next: FileScan) -> Bool {
        next.issues.contains { $0.kind != .malformedEvent }
    }

    /// Whether all that both hold would have found room in one history.
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

    /// Whether the part read each tag's values as what the file says that they are, and all tags
    /// have room.
    private func knowsItsTags(_ next: RunHistory) -> Bool {
        let tags = scan.history.tags
        var byteCount = 0
        for index in 0..<next.tags.count {
            let own = next.tags[index]
            guard let known = tags.find(kept: own.name) else {
                // A name may leave as much free behind it in a block of names.
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
            || tags.insertedByteCount + byteCount + Self.slack < TagHistoryTable.softLimit
    }

    private static let slack = 8_192
}
