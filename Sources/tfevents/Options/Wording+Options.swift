import EventInspector

extension Wording {
    /// The tool's commands and options.
    static let tool: Wording = {
        var wording = Wording()
        wording.scan = "tfevents scan"
        wording.rules = "--rules"
        wording.selection = "--tag, --exclude-tag, --run, --step"
        wording.allowance = "--allow"
        wording.shard = "scan --shard I/N"
        wording.shardByName = "--shard-by name"
        wording.jsonLines = "--format jsonl"
        wording.merging = "merge-reports"
        wording.all = "--all"
        wording.explanation = "tfevents explain"
        return wording
    }()
}
