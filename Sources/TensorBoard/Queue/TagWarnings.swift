internal import Platform
internal import TensorBoardEvents

/// What is odd about a value, found under the gate and told when that is free.
struct TagWarnings: OptionSet {
    let rawValue: UInt8

    static let stepWentBack = TagWarnings(rawValue: 1)
    static let wallTimeNotFinite = TagWarnings(rawValue: 2)
    static let emptyTag = TagWarnings(rawValue: 4)
    static let kindChanged = TagWarnings(rawValue: 8)
    static let queueFull = TagWarnings(rawValue: 16)
    static let closed = TagWarnings(rawValue: 32)
    static let invalidValue = TagWarnings(rawValue: 64)
    static let directoryName = TagWarnings(rawValue: 128)

    /// Each with its code and what there is to say.
    static let all: [(TagWarnings, WriterWarning.Code, String)] = [
        (
            .stepWentBack, .stepWentBack,
            "the step is lower than the tag's last one, and TensorBoard drops the tag's points from "
                + "it on; to resume a run, make a writer with purgeStep"
        ),
        (
            .wallTimeNotFinite, .wallTimeNotFinite,
            "the wall time is not finite, which would end TensorBoard's reading of the file; the "
                + "current time was written in its place"
        ),
        (
            .emptyTag, .emptyTag,
            "the tag is empty; it was written as \"\(TagWarnings.nameForEmptyTag)\", give it a name"
        ),
        (
            .kindChanged, .kindChanged,
            "the tag was used for another kind of value before, and TensorBoard shows only that; "
                + "use another tag"
        ),
        (
            .queueFull, .queueFull,
            "the disk takes values more slowly than they are logged, so that they are dropped; "
                + "log less, or set queueByteLimit or queuePolicy"
        ),
        (.closed, .closed, "the writer is closed, so that the value was dropped"),
        (
            .directoryName, .directoryName,
            "the name of the directory contains \"tfevents\", so that TensorBoard without its fast "
                + "loader takes it for an event file; choose another"
        ),
        (.invalidValue, .invalidValue, "the value is larger than the 2 GiB that a record may have"),
    ]

    static let nameForEmptyTag = "untagged"
}

// The rules that hold for whatever is logged.
extension TagWarnings {
    /// The wall time to write: the present where none is given, or one that is not finite.
    @inline(__always)
    mutating func checkedTime(_ wallTime: Double?) -> Double {
        guard let wallTime else { return Clock.wallTime }
        if wallTime.isFinite { return wallTime }
        insert(.wallTimeNotFinite)
        return Clock.wallTime
    }

    /// The tag to write; an empty one gets a name.
    @inline(__always)
    mutating func checkedTag(_ tag: String) -> String {
        guard tag.isEmpty else { return tag }
        insert(.emptyTag)
        return Self.nameForEmptyTag
    }
}

extension TagState {
    /// Notes a value at `step`.
    ///
    /// - Returns: What is odd, and was not told of the tag before.
    @inline(__always)
    mutating func note(step: Int64, plugin: UInt32) -> TagWarnings {
        var odd: TagWarnings = []
        if step < lastStep { odd.insert(.stepWentBack) }
        if self.plugin != plugin {
            if self.plugin == 0 { self.plugin = plugin } else { odd.insert(.kindChanged) }
        }
        lastStep = step
        return odd.isEmpty ? odd : tell(odd)
    }

    /// The warnings that were not given before.
    mutating func tell(_ odd: TagWarnings) -> TagWarnings {
        let new = odd.subtracting(TagWarnings(rawValue: warnings))
        warnings |= odd.rawValue
        return new
    }
}

extension RunLog {
    /// Calls `body` with what is known of a tag.
    func withState<Result>(
        of tag: String,
        _ held: borrowing HeldGate,
        _ body: (UnsafeMutablePointer<TagState>) -> Result
    ) -> Result {
        var tag = tag
        return tag.withUTF8 { body(held[self].tags.state(of: UnsafeRawBufferPointer($0))) }
    }

    /// Notes that the file has a tag's metadata.
    func noteMetadata(
        _ metadata: SummaryMetadata,
        of tag: String,
        _ held: borrowing HeldGate
    ) {
        withState(of: tag, held) { $0.pointee.hasMetadata = true }
        held[self].metadata[Array(tag.utf8)] = metadata
    }
}
