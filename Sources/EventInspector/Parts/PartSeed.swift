internal import TFRecord

/// What is known of the beginning of a file when a later part of it is scanned ahead.
///
/// A part only counts if what became known since would have changed nothing; so it pays to know
/// much.
struct PartSeed: Sendable {
    /// Tags whose plugin gives their values a meaning of their own; many writers name it once.
    private(set) var tags: [Tag] = []
    /// Whether there was a wall time that is no time.
    private(set) var hasBadWallTime: Bool
    /// What the reader may spend on looking for records behind damage.
    private(set) var searchAllowance: Int

    /// A tag, and what its first metadata said.
    struct Tag: Sendable {
        let name: [UInt8]
        let plugin: String
        let role: PluginRole
    }

    /// What a part that begins where `scan` has come to is to know.
    ///
    /// - Returns: Nil when there is too much to tell each part.
    init?(from scan: FileScan, searchAllowance: Int) {
        hasBadWallTime = scan.events.hasBadWallTime
        self.searchAllowance = searchAllowance
        let history = scan.history
        var byteCount = 0
        for index in 0..<history.tags.count where history.tags[index].pluginRole != .none {
            let tag = history.tags[index]
            byteCount += tag.name.count + Self.costPerTag
            guard byteCount <= Self.maximumByteCount, tag.plugin >= 0 else { return nil }
            tags.append(
                Tag(
                    name: [UInt8](tag.name),
                    plugin: history.pluginNames[Int(tag.plugin)],
                    role: tag.pluginRole
                )
            )
        }
    }

    private static let costPerTag = 80
    private static let maximumByteCount = 1 << 20
}

extension EventScan {
    /// Begins in the middle of a file, of which this is known.
    func begin(with seed: PartSeed) {
        hasBadWallTime = seed.hasBadWallTime
        for known in seed.tags {
            let tag = known.name.withUnsafeBytes { tagIndex($0, isFinite: true) }
            guard let tag else { return }
            history.tags[tag].setPlugin(history.pluginIndex(known.plugin), role: known.role)
        }
    }
}
