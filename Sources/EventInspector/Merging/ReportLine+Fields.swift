internal import ClampedArithmetic
internal import Logdirs
internal import TFRecord
internal import TextOutput

extension ScanReport.Finding {
    init(_ fields: inout JSONFields) throws(UnreadableLine) {
        let kind: NonFiniteKind = try fields.take("kind", JSONValue.word)
        self.init(
            logdir: try fields.take("logdir", JSONValue.string),
            run: try fields.take("run", JSONValue.string),
            tag: try fields.take("tag", JSONValue.string),
            kind: kind,
            place: try fields.take("place", JSONValue.word),
            plugin: try fields.takeOrNull("plugin", JSONValue.string),
            dtype: try fields.takeOrNull("dtype", JSONValue.string),
            shape: try fields.takeOrNull("shape") { value throws(UnreadableLine) in
                try JSONValue.list(value, JSONValue.int64)
            },
            occurrences: try fields.take("occurrences", JSONValue.count),
            count: try fields.take("count", JSONValue.count),
            countIsExact: try fields.take("countIsExact", JSONValue.flag),
            first: try fields.take("first") { value throws(UnreadableLine) in
                try ScanReport.First(value, kind: kind)
            },
            last: try fields.take("last", ScanReport.Moment.read),
            lastFinite: try fields.takeOrNull("lastFinite", ScanReport.Moment.read),
            isTerminal: try fields.take("terminal", JSONValue.flag),
            isSuperseded: try fields.take("superseded", JSONValue.flag),
            isAllowed: try fields.take("allowed", JSONValue.flag)
        )
    }
}

extension ScanReport.First {
    fileprivate init(_ value: JSONValue, kind: NonFiniteKind) throws(UnreadableLine) {
        var fields = try JSONFields(value)
        guard try fields.takeOrNull("value", JSONValue.string) == kind.jsonValue else {
            throw UnreadableLine("has a 'value' that is not of its kind")
        }
        self.init(
            step: try fields.take("step", JSONValue.int64),
            wallTime: try fields.take("wallTime", JSONValue.double),
            count: try fields.take("count", JSONValue.count),
            index: try fields.takeOrNull("index") { value throws(UnreadableLine) in
                try JSONValue.list(value, JSONValue.count)
            },
            flatIndex: try fields.takeOrNull("flatIndex", JSONValue.count),
            field: try fields.takeIfThere("field", JSONValue.string),
            bits: try fields.takeOrNull("bits", JSONValue.string),
            file: try fields.take("file", JSONValue.string),
            offset: try fields.take("offset", JSONValue.count),
            checksumIsValid: try fields.take("crcValid", JSONValue.flag),
            segment: try fields.take("segment", JSONValue.count)
        )
        try fields.end()
    }
}

extension ScanReport.Moment {
    fileprivate static func read(_ value: JSONValue) throws(UnreadableLine) -> ScanReport.Moment {
        var fields = try JSONFields(value)
        let moment = ScanReport.Moment(
            step: try fields.take("step", JSONValue.int64),
            wallTime: try fields.take("wallTime", JSONValue.double)
        )
        try fields.end()
        return moment
    }
}

extension ScanReport.Origin {
    init(_ fields: inout JSONFields) throws(UnreadableLine) {
        self.init(
            logdir: try fields.take("logdir", JSONValue.string),
            run: try fields.take("run", JSONValue.string),
            tag: try fields.take("tag", JSONValue.string),
            step: try fields.take("step", JSONValue.int64),
            direction: try fields.take("direction", JSONValue.word),
            why: try fields.take("why", JSONValue.string),
            layer: try fields.takeIfThere("layer", JSONValue.string),
            lastFiniteStep: try fields.takeIfThere("lastFiniteStep", JSONValue.int64),
            segment: try fields.take("segment", JSONValue.count),
            evidence: try fields.takeIfThere("evidence", JSONValue.strings) ?? [],
            isHarmless: try fields.take("harmless", JSONValue.flag)
        )
    }
}

extension ScanReport.Run {
    init(_ fields: inout JSONFields) throws(UnreadableLine) {
        self.init(
            logdir: try fields.take("logdir", JSONValue.string),
            name: try fields.take("run", JSONValue.string),
            lastStep: try fields.takeOrNull("lastStep", JSONValue.int64),
            lastWallTime: try fields.takeOrNull("lastWallTime", JSONValue.double),
            values: try fields.take("values", JSONValue.count),
            isDataset: try fields.take("dataset", JSONValue.flag)
        )
    }
}

extension ScanReport.File {
    init(_ fields: inout JSONFields) throws(UnreadableLine) {
        let issues = try fields.take("issues") { value throws(UnreadableLine) in
            try JSONValue.list(value, FileIssue.read)
        }
        let issueCount = try fields.takeIfThere("issueCount", JSONValue.count) ?? issues.count
        guard issueCount >= issues.count else {
            throw UnreadableLine("'issueCount' is less than there are")
        }
        self.init(
            logdir: try fields.take("logdir", JSONValue.string),
            path: try fields.take("path", JSONValue.string),
            run: try fields.take("run", JSONValue.string),
            bytes: try fields.take("bytes", JSONValue.count),
            records: try fields.take("records", JSONValue.count),
            values: try fields.take("values", JSONValue.count),
            examples: try fields.takeIfThere("examples", JSONValue.count) ?? 0,
            issues: issues,
            issueCount: issueCount,
            unverifiableRecords: try fields.takeIfThere("unverifiableRecords", JSONValue.count)
                ?? 0,
            notes: try fields.takeIfThere("notes", JSONValue.strings) ?? [],
            error: try fields.takeIfThere("error", JSONValue.string)
        )
    }
}

extension FileIssue {
    fileprivate static func read(_ value: JSONValue) throws(UnreadableLine) -> FileIssue {
        var fields = try JSONFields(value)
        let issue = FileIssue(
            kind: try fields.take("kind", JSONValue.word),
            offset: try fields.take("offset", JSONValue.count),
            byteCount: try fields.take("length", JSONValue.count)
        )
        try fields.end()
        return issue
    }
}

extension ScanReport.Part {
    init(_ fields: inout JSONFields) throws(UnreadableLine) {
        let shard = Shard(
            number: try fields.take("number", JSONValue.count),
            of: try fields.take("of", JSONValue.count),
            by: try fields.take("by", JSONValue.word)
        )
        guard let shard else { throw UnreadableLine("'number' is not one of 'of'") }
        self.init(shard: shard, division: try fields.take("division", JSONValue.string))
    }
}

extension ScanReport.Totals {
    init(_ fields: inout JSONFields) throws(UnreadableLine) {
        self.init(
            runs: try fields.take("runs", JSONValue.count),
            files: try fields.take("files", JSONValue.count),
            bytes: try fields.take("bytes", JSONValue.count),
            records: try fields.take("records", JSONValue.count),
            values: try fields.take("values", JSONValue.count),
            elements: try fields.take("elements", JSONValue.count),
            nan: try fields.take("nan", JSONValue.count),
            positiveInfinity: try fields.take("positiveInfinity", JSONValue.count),
            negativeInfinity: try fields.take("negativeInfinity", JSONValue.count),
            unknown: try fields.take("unknown", JSONValue.count),
            issues: try fields.take("issues", JSONValue.count)
        )
    }

    /// Adds what another part of a scan has counted; sums stop at the largest number there is.
    mutating func add(_ other: ScanReport.Totals) {
        runs.addClamped(other.runs)
        files.addClamped(other.files)
        bytes.addClamped(other.bytes)
        records.addClamped(other.records)
        values.addClamped(other.values)
        elements.addClamped(other.elements)
        nan.addClamped(other.nan)
        positiveInfinity.addClamped(other.positiveInfinity)
        negativeInfinity.addClamped(other.negativeInfinity)
        unknown.addClamped(other.unknown)
        issues.addClamped(other.issues)
    }
}
