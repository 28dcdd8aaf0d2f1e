internal import NonFiniteNumbers
internal import TFRecord

/// The facts known about the beginning of a file when a later part is scanned ahead.
///
/// A part only counts if later facts would have changed nothing, so it pays to know many.
struct PartSeed: Sendable {
    /// Tags whose plugin gives their values a meaning of their own; many writers name it once.
    private(set) var tags: [Tag] = []
    /// Whether there was a non-finite wall time.
    private(set) var hasBadWallTime: Bool
    /// The work that the reader may spend on searching for records after damage.
    private(set) var searchAllowance: Int

    /// A tag and the meaning of its first metadata.
    struct Tag: Sendable {
        let name: [UInt8]
        let plugin: String
        let role: PluginRole
    }

    /// The facts for a part that starts at the current position of `scan`.
    ///
    /// - Returns: `nil` if there are too many to pass to each part.
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
    /// Starts in the middle of a file with these facts.
    func begin(with seed: PartSeed) {
        hasBadWallTime = seed.hasBadWallTime
        for known in seed.tags {
            let tag = known.name.withUnsafeBytes { tagIndex($0, isFinite: true) }
            guard let tag else { return }
            history.tags[tag].setPlugin(history.pluginIndex(known.plugin), role: known.role)
        }
    }
}
