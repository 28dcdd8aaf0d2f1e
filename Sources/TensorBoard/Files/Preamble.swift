internal import TFRecord
internal import TensorBoardEvents

/// The beginning of an event file: its version, its writer, and the steps that it takes back.
enum Preamble {
    /// The first records of a file.
    ///
    /// On resuming at a step, TensorBoard's own loader forgets the run's points starting at that
    /// step at the second START that it sees, so there are two (`plugin_event_accumulator.py`,
    /// `_CheckForRestartAndMaybePurge`). Its Rust server ignores STARTs; it drops a tag's points
    /// (`data/server/reservoir.rs`) at a later record of that tag, here one without a value.
    ///
    /// - Parameters:
    ///   - wallTime: The time at which the file is created.
    ///   - purge: The step starting at which older files of the run no longer count, and the run's
    ///     tags of scalars and images.
    /// - Returns: Whole records.
    static func records(wallTime: Double, purge: (step: Int64, tags: [String])? = nil) -> [UInt8] {
        var bytes: [UInt8] = []
        let version = Event(
            wallTime: wallTime,
            what: .fileVersion("brain.Event:2"),
            writer: "tfevents/TensorBoard.SummaryWriter"
        )
        RecordFormat.append(version.encoded(), to: &bytes)
        guard let purge else { return bytes }
        let start = Event(
            wallTime: wallTime,
            step: purge.step,
            what: .sessionLog(SessionLog(status: .start))
        )
        for _ in 0..<2 { RecordFormat.append(start.encoded(), to: &bytes) }
        guard !purge.tags.isEmpty else { return bytes }
        let tombstones = Event(
            wallTime: wallTime,
            step: purge.step,
            what: .summary(
                Summary(values: purge.tags.map { Summary.Value(tag: $0, content: .none) })
            )
        )
        RecordFormat.append(tombstones.encoded(), to: &bytes)
        return bytes
    }
}
