internal import Logdirs
internal import TextOutput

extension ScanReport.Run: JSONRecord {
    static var blank: Self { Self(logdir: "", name: "", values: 0) }

    mutating func code<Coder: JSONCoder>(_ coder: inout Coder) throws(Coder.Failure) {
        try coder.field("logdir", &logdir)
        try coder.field("run", &name)
        try coder.field("lastStep", &lastStep)
        try coder.field("lastWallTime", &lastWallTime)
        try coder.field("values", &values)
        try coder.field("dataset", &isDataset)
        try coder.field("unselected", &isUnselected, unless: false)
        try coder.field("unjudged", &isUnjudged, unless: false)
    }
}

extension ScanReport.Input: JSONRecord {
    static var blank: Self { Self(logdir: "") }

    mutating func code<Coder: JSONCoder>(_ coder: inout Coder) throws(Coder.Failure) {
        try coder.field("logdir", &logdir)
        try coder.field("notes", &notes, unless: [])
        try coder.field("error", &error, unless: nil)
    }
}

extension Shard.Rule: JSONWord {}

extension ScanReport.Part: JSONRecord {
    static var blank: Self { Self(shard: .whole, division: "") }

    mutating func code<Coder: JSONCoder>(_ coder: inout Coder) throws(Coder.Failure) {
        var (number, count, rule) = (shard.number, shard.count, shard.rule)
        try coder.field("number", &number)
        try coder.field("of", &count)
        try coder.field("by", &rule)
        let shard = Shard(number: number, of: count, by: rule)
        try coder.require(shard != nil, "'number' is not one of 'of'")
        self.shard = shard ?? self.shard
        try coder.field("division", &division)
    }
}
