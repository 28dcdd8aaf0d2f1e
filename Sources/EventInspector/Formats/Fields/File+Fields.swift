internal import TextOutput

extension FileIssue.Kind: JSONWord {}

extension FileIssue: JSONRecord {
    static var blank: Self { Self(kind: .unreadable, offset: 0, byteCount: 0) }

    mutating func code<Coder: JSONCoder>(_ coder: inout Coder) throws(Coder.Failure) {
        try coder.field("kind", &kind)
        try coder.field("offset", &offset)
        try coder.field("length", &byteCount)
    }
}

extension ScanReport.File: JSONRecord {
    static var blank: Self {
        Self(
            logdir: "",
            path: "",
            run: "",
            bytes: 0,
            records: 0,
            values: 0,
            issues: [],
            issueCount: 0,
            unverifiableRecords: 0,
            notes: []
        )
    }

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
        try coder.field("notes", &notes, unless: [])
        try coder.field("error", &error, unless: nil)
    }
}
