internal import Logdirs
internal import TextOutput

extension FileIssue.Kind: JSONWord {}
extension ForeignFile.Kind: JSONWord {}

extension FileIssue: JSONRecord {
    static var blank: Self { Self(kind: .unreadable, offset: 0, byteCount: 0) }

    mutating func code<Coder: JSONCoder>(_ coder: inout Coder) throws(Coder.Failure) {
        try coder.field("kind", &kind)
        try coder.field("offset", &offset)
        try coder.field("length", &byteCount)
    }
}

extension DatasetFeature: JSONRecord {
    static var blank: Self { Self(name: "") }

    mutating func code<Coder: JSONCoder>(_ coder: inout Coder) throws(Coder.Failure) {
        try coder.field("name", &name)
        try coder.field("examples", &examples)
        try coder.field("empty", &empty)
        try coder.field("missing", &missing)
        try coder.field("outside", &outside)
        try coder.field("outsideExamples", &outsideExamples)
        try coder.field("least", &least)
        try coder.field("greatest", &greatest)
        try coder.field("firstOutside", &firstOutside, unless: nil)
        try coder.field("firstEmpty", &firstEmpty, unless: nil)
        try coder.field("firstMissing", &firstMissing, unless: nil)
    }
}

extension ScanReport.File: JSONRecord {
    static var blank: Self { Self(logdir: "", path: "", run: "") }

    mutating func code<Coder: JSONCoder>(_ coder: inout Coder) throws(Coder.Failure) {
        try coder.field("logdir", &logdir)
        try coder.field("path", &path)
        try coder.field("run", &run)
        try coder.field("bytes", &bytes)
        try coder.field("records", &records)
        try coder.field("values", &values)
        try coder.field("examples", &examples, unless: 0)
        try coder.field("unverifiableRecords", &unverifiableRecords, unless: 0)
        try coder.field("issues", &issues)
        try coder.field("issueCount", &issueCount, unless: issues.count)
        try coder.require(issueCount >= issues.count, "'issueCount' is less than there are")
        try coder.field("features", &features, unless: nil)
        try coder.field("kind", &kind, unless: nil)
        try coder.field("statedBytes", &statedBytes, unless: nil)
        try coder.field("named", &isNamed, unless: false)
        try coder.field("notes", &notes, unless: [])
        try coder.field("error", &error, unless: nil)
    }
}
