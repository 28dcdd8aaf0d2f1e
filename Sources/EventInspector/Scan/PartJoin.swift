/// Whether a part of a file that was scanned on its own says what one scan of the file would have.
///
/// A part knows nothing of what stands before it. Nearly always that changes nothing; wherever it
/// might, the answer is no, and the file is read on from the end of the parts before.
struct PartJoin {
    /// The parts before, joined.
    let scan: FileScan
    /// Where the last of them ended.
    let end: Int

    /// Whether the next part, which began at `start`, can be appended.
    func takes(_ next: FileScan, from start: Int, isLast: Bool) -> Bool {
        start == end
            && hasNoTrouble(scan) && (isLast || hasNoTrouble(next))
            // Around a bad wall time the events before count, see `EventScan.noteWallTime(at:)`.
            && !scan.events.hasBadWallTime && !next.events.hasBadWallTime
            && staysBelowLimits(next.history)
            && knowsItsTags(next.history)
    }

    private func hasNoTrouble(_ scan: FileScan) -> Bool {
        scan.issueCount == 0 && scan.failure == nil
    }

    /// Whether all that both hold would have found room in one history.
    private func staysBelowLimits(_ next: RunHistory) -> Bool {
        let history = scan.history
        let left = [history, next].allSatisfy {
            $0.untrackedValueCount == 0 && $0.unlistedValueCount == 0
        }
        return left
            && history.findingByteCount + next.findingByteCount < RunHistory.maximumFindingByteCount
            && history.pluginNames.count + next.pluginNames.count < RunHistory.maximumPluginCount
    }

    /// Whether the part read each tag's values as what the parts before say that they are, and all
    /// tags have room.
    private func knowsItsTags(_ next: RunHistory) -> Bool {
        let tags = scan.history.tags
        var byteCount = tags.insertedByteCount + Self.slack
        for index in 0..<next.tags.count {
            let own = next.tags[index]
            guard let known = tags.find(own.name) else {
                // A name may leave as much free behind it in a block of names.
                byteCount += 2 * own.name.count + TagTable.costPerTag
                continue
            }
            let before = tags[known]
            guard before.plugin >= 0 else { continue }
            guard own.pluginRole == before.pluginRole,
                own.pluginRole == .none || own.hadRoleFromStart
            else { return false }
        }
        return byteCount < TagTable.softLimit
    }

    private static let slack = 8_192
}
