internal import Logdirs
internal import TFRecord
internal import TagRoles
internal import TensorBoardEvents
internal import Timelines

/// Builds the timeline of a run while its values are read, in bounded memory.
struct TimelineRecorder {
    private var builder = TimelineBuilder()
    private let isSelective: Bool
    /// Whether each tag is part of the timeline.
    private var isTracked: [Bool] = []
    private var isWanted: [Bool] = []
    private var stretchCount = 0
    private var fileCount = 0

    /// Creates a recorder.
    ///
    /// - Parameter isSelective: Whether only some of the run's values are recorded.
    init(isSelective: Bool) { self.isSelective = isSelective }

    /// Adds a file, by its path in the logdir.
    mutating func addFile(_ file: Int, named path: String) {
        builder.addFile(file, named: FileFacts(ofFileAt: path))
        fileCount += 1
        if isSelective {
            builder.append(UnreadStretch(file: file, places: 0..<Int.max, reason: .selection))
        }
        guard fileCount > 1 else { return }
        // Each file of a tag takes as much as a tag does.
        for tag in isTracked.indices where isTracked[tag] { isTracked[tag] = makeRoom(for: tag) }
    }

    /// Adds the next tag.
    ///
    /// - Parameter isWanted: Whether it is tracked as long as there is any room: it broke early, or is
    ///   a loss.
    mutating func addTag(isWanted: Bool) {
        self.isWanted.append(isWanted)
        isTracked.append(false)
        isTracked[isTracked.count - 1] = makeRoom(for: isTracked.count - 1)
    }

    private mutating func makeRoom(for tag: Int) -> Bool {
        guard stretchCount < (isWanted[tag] ? Self.hardLimit : Self.softLimit) else { return false }
        stretchCount += 1
        return true
    }

    /// Records a value of a tag.
    @inline(__always)
    mutating func record(
        file: Int,
        place: Int,
        step: Int64,
        time: Double,
        kind: ValueKind,
        mark: UInt64,
        tag: Int
    ) {
        guard isTracked[tag] else { return }
        builder.append(
            LoggedPoint(
                file: file,
                place: place,
                time: time,
                step: step,
                value: kind,
                fingerprint: mark
            ),
            of: tag
        )
    }

    mutating func noteStart(file: Int, place: Int, step: Int64) {
        builder.append(SessionStart(file: file, place: place, step: step))
    }

    mutating func noteUnread(file: Int, _ damage: RecordDamage) {
        guard FileIssue(damage).kind.isDamage, damage.byteCount > 0,
            damage.kind != .dataChecksum
        else { return }
        let (end, overflows) = damage.offset.addingReportingOverflow(damage.byteCount)
        builder.append(
            UnreadStretch(
                file: file,
                places: damage.offset..<(overflows ? .max : end),
                reason: .damage
            )
        )
    }

    /// Notes that the rest of a file could not be read.
    mutating func noteUnread(file: Int, from place: Int) {
        builder.append(UnreadStretch(file: file, places: place..<Int.max, reason: .damage))
    }

    /// The timeline, with the roles that the tags were found to have.
    mutating func timeline(roles: [RoleHint]) -> Timeline {
        for (tag, role) in roles.enumerated() where isTracked[tag] {
            builder.setRole(role, of: tag)
        }
        return builder.timeline()
    }

    // A tag of a file takes some 4 kB.
    private static let softLimit = 1_000
    private static let hardLimit = 2_000
}

extension TagEvidence {
    /// The role as the timeline distinguishes it.
    ///
    /// A scalar whose name alone makes it look like a part of the network may be anything.
    var hint: RoleHint {
        let isSure = strength > .weak || !isScalar
        return switch meaning.role {
        case .loss: .loss
        case .gradient: isSure ? .gradient : .likelyTraining
        case .parameter, .update, .optimizerState: isSure ? .parameter : .likelyTraining
        case .input, .output, .buffer: isSure ? .forward : .likelyTraining
        case .data: .input
        case .learningRate: .learningRate
        case .metric, .coefficient: isSure ? .measure : .unknown
        case .lossScale: .measure
        case .derived: .derived
        case .mask, .unknown, .ignored: .unknown
        }
    }
}
