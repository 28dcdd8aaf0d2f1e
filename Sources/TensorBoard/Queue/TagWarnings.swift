internal import Platform
internal import TensorBoardEvents

/// The oddities of a value, found under the gate and reported after it is released.
struct TagWarnings: OptionSet {
    let rawValue: UInt16

    static let stepWentBack = TagWarnings(rawValue: 1)
    static let wallTimeNotFinite = TagWarnings(rawValue: 2)
    static let emptyTag = TagWarnings(rawValue: 4)
    static let kindChanged = TagWarnings(rawValue: 8)
    static let queueFull = TagWarnings(rawValue: 16)
    static let closed = TagWarnings(rawValue: 32)
    static let invalidValue = TagWarnings(rawValue: 64)
    static let directoryName = TagWarnings(rawValue: 128)
    static let clipped = TagWarnings(rawValue: 256)
    static let sharedTag = TagWarnings(rawValue: 512)
    static let earlierHParams = TagWarnings(rawValue: 1024)
    /// No warning: the tag has its first value, and may need a closer look.
    static let firstValue = TagWarnings(rawValue: 2048)

    /// Each with its code and its message.
    static let all: [(TagWarnings, WriterWarning.Code, String)] = [
        (
            .stepWentBack, .stepWentBack,
            "the step is lower than the tag's last one, and TensorBoard drops the tag's points "
                + "starting at it; to resume a run, create a writer with purgeStep"
        ),
        (
            .wallTimeNotFinite, .wallTimeNotFinite,
            "the wall time is not finite, and TensorBoard would stop reading the file there; the "
                + "current time was written instead"
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
            "values are logged faster than the disk accepts them, so some are dropped; "
                + "log less, or set queueByteLimit or queuePolicy"
        ),
        (.closed, .closed, "the writer is closed, so the value was dropped"),
        (
            .directoryName, .directoryName,
            "the name of the directory contains \"tfevents\", so TensorBoard without its fast "
                + "loader mistakes it for an event file; choose another"
        ),
        (.clipped, .clipped, "the elements were clipped to the range of pixels"),
        (
            .sharedTag, .sharedTag,
            "another writer of this program logs the tag to the same directory, and TensorBoard "
                + "mixes their points; share one writer, or give each a subrun"
        ),
        (
            .earlierHParams, .earlierHParams,
            "an older file of this run holds other hyperparameters, which TensorBoard shows"
        ),
        (.invalidValue, .invalidValue, "the value is larger than the 2 GiB that a record may have"),
    ]

    static let nameForEmptyTag = "untagged"
}

// The rules that hold for all values.
extension TagWarnings {
    /// The wall time to write: the current time if none is given, or if it is not finite.
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
    /// Records a value at `step`.
    ///
    /// - Returns: Its oddities that were not yet reported for the tag.
    @inline(__always)
    mutating func note(step: Int64, plugin: UInt32) -> TagWarnings {
        var odd: TagWarnings = []
        if step < lastStep { odd.insert(.stepWentBack) }
        if self.plugin != plugin {
            if self.plugin == 0 {
                self.plugin = plugin
                odd.insert(.firstValue)
            } else {
                odd.insert(.kindChanged)
            }
        }
        lastStep = step
        return odd.isEmpty ? odd : tell(odd)
    }

    /// The warnings that were not yet given.
    mutating func tell(_ odd: TagWarnings) -> TagWarnings {
        let new = odd.subtracting(TagWarnings(rawValue: warnings))
        warnings |= odd.rawValue
        return new
    }
}

extension RunLog {
    /// Whether a tag has a value.
    func hasValue(of tag: String, _ held: borrowing HeldGate) -> Bool {
        var tag = tag
        return tag.withUTF8 { held[self].tags.hasValue(of: UnsafeRawBufferPointer($0)) }
    }

    /// Calls `body` with the state of a tag.
    func withState<Result>(
        of tag: String,
        _ held: borrowing HeldGate,
        _ body: (UnsafeMutablePointer<TagState>) -> Result
    ) -> Result {
        var tag = tag
        return tag.withUTF8 { body(held[self].tags.state(of: UnsafeRawBufferPointer($0))) }
    }

    /// Records that the file has a tag's metadata.
    func noteMetadata(
        _ metadata: SummaryMetadata,
        of tag: String,
        _ held: borrowing HeldGate
    ) {
        withState(of: tag, held) { $0.pointee.hasMetadata = true }
        held[self].metadata[Array(tag.utf8)] = metadata
    }
}
