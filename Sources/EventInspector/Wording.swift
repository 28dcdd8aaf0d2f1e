/// What the caller's own users call the things that messages advise to use.
///
/// A message says what to do about it, and that has a name only where the library is used: an
/// option of a command line, a button. The defaults name the library's own declarations.
///
/// ```swift
/// var options = ScanOptions()
/// options.wording.selection = "the filters above the table"
/// ```
public struct Wording: Hashable, Sendable {
    /// A scan, as the subject of a sentence.
    public var scan = "a scan"
    /// What says what tags mean.
    public var rules = "ScanOptions.rules"
    /// What chooses tags, runs and steps.
    public var selection = "ScanOptions.selection"
    /// What accepts findings as expected.
    public var allowance = "ScanOptions.allowances"
    /// What divides a scan among processes.
    public var shard = "ScanOptions.shard"
    /// What makes the parts independent of the sizes of files.
    public var shardByName = "Shard.Rule.name"
    /// What makes a report that can be joined with others.
    public var jsonLines = "JSONLinesFormat"
    /// What joins the reports of a scan's parts.
    public var merging = "ReportMerger"
    /// What lists everything, however long; nil where nothing does.
    public var all: String?
    /// What explains a run when its path follows; nil where nothing does.
    public var explanation: String?

    /// Names the library's own declarations.
    public init() {}
}
