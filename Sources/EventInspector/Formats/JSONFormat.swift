internal import TextOutput

/// Version 1 of the report as one JSON object.
public struct JSONFormat: ReportFormat {
    /// Makes the format.
    public init() {}

    /// The report as JSON, one finding and one file a line.
    public func text(of report: ScanReport) -> String {
        var json = JSONText()
        json.object { json in
            json.newline()
            json.key("version")
            json.value(ScanReport.version)
            json.key("status")
            json.value(report.status.rawValue)
            json.key("exitCode")
            json.value(Int(report.exitCode))
            Self.list("findings", report.findings, &json, Self.write)
            Self.list("origin", report.origin, &json, Self.write)
            Self.list("files", report.files, &json, Self.write)
            json.newline()
            json.key("totals")
            Self.write(report.totals, &json)
            if !report.notes.isEmpty {
                json.newline()
                json.key("notes")
                json.array(report.notes) { $0.value($1) }
            }
        }
        return json.text + "\n"
    }

    private static func list<Element>(
        _ key: String,
        _ elements: [Element],
        _ json: inout JSONText,
        _ write: (Element, inout JSONText) -> Void
    ) {
        json.newline()
        json.key(key)
        json.array(elements) { json, element in
            json.newline()
            write(element, &json)
        }
    }

    static func write(_ finding: ScanReport.Finding, _ json: inout JSONText) {
        json.object { json in writeFields(of: finding, &json) }
    }

    static func writeFields(of finding: ScanReport.Finding, _ json: inout JSONText) {
        json.key("logdir")
        json.value(finding.logdir)
        json.key("run")
        json.value(finding.run)
        json.key("tag")
        json.value(finding.tag)
        json.key("kind")
        json.value(finding.kind.rawValue)
        json.key("place")
        json.value(finding.place.rawValue)
        json.key("plugin")
        json.valueOrNull(finding.plugin) { $0.value($1) }
        json.key("dtype")
        json.valueOrNull(finding.dtype) { $0.value($1) }
        json.key("shape")
        json.valueOrNull(finding.shape) { json, shape in json.array(shape) { $0.value($1) } }
        json.key("occurrences")
        json.value(finding.occurrences)
        json.key("count")
        json.value(finding.count)
        json.key("countIsExact")
        json.value(finding.countIsExact)
        json.key("first")
        write(finding.first, kind: finding.kind, &json)
        json.key("last")
        write(finding.last, &json)
        json.key("lastFinite")
        json.valueOrNull(finding.lastFinite) { write($1, &$0) }
        json.key("terminal")
        json.value(finding.isTerminal)
        json.key("superseded")
        json.value(finding.isSuperseded)
        json.key("allowed")
        json.value(finding.isAllowed)
    }

    private static func write(
        _ first: ScanReport.First,
        kind: NonFiniteKind,
        _ json: inout JSONText
    ) {
        json.object { json in
            json.key("step")
            json.value(first.step)
            json.key("wallTime")
            json.value(first.wallTime)
            json.key("count")
            json.value(first.count)
            json.key("index")
            json.valueOrNull(first.index) { json, index in json.array(index) { $0.value($1) } }
            json.key("flatIndex")
            json.valueOrNull(first.flatIndex) { $0.value($1) }
            if let field = first.field {
                json.key("field")
                json.value(field)
            }
            json.key("value")
            json.valueOrNull(kind.jsonValue) { $0.value($1) }
            json.key("bits")
            json.valueOrNull(first.bits) { $0.value($1) }
            json.key("file")
            json.value(first.file)
            json.key("offset")
            json.value(first.offset)
            json.key("crcValid")
            json.value(first.checksumIsValid)
            json.key("segment")
            json.value(first.segment)
        }
    }

    private static func write(_ moment: ScanReport.Moment, _ json: inout JSONText) {
        json.object { json in
            json.key("step")
            json.value(moment.step)
            json.key("wallTime")
            json.value(moment.wallTime)
        }
    }

    static func write(_ origin: ScanReport.Origin, _ json: inout JSONText) {
        json.object { json in writeFields(of: origin, &json) }
    }

    static func writeFields(of origin: ScanReport.Origin, _ json: inout JSONText) {
        json.key("logdir")
        json.value(origin.logdir)
        json.key("run")
        json.value(origin.run)
        json.key("tag")
        json.value(origin.tag)
        json.key("step")
        json.value(origin.step)
        json.key("direction")
        json.value(origin.direction.rawValue)
        json.key("why")
        json.value(origin.why)
        if let layer = origin.layer {
            json.key("layer")
            json.value(layer)
        }
        if let step = origin.lastFiniteStep {
            json.key("lastFiniteStep")
            json.value(step)
        }
        json.key("segment")
        json.value(origin.segment)
        if !origin.evidence.isEmpty {
            json.key("evidence")
            json.array(origin.evidence) { $0.value($1) }
        }
        json.key("harmless")
        json.value(origin.isHarmless)
    }

    static func write(_ file: ScanReport.File, _ json: inout JSONText) {
        json.object { json in writeFields(of: file, &json) }
    }

    static func writeFields(of file: ScanReport.File, _ json: inout JSONText) {
        json.key("logdir")
        json.value(file.logdir)
        json.key("path")
        json.value(file.path)
        json.key("run")
        json.value(file.run)
        json.key("bytes")
        json.value(file.bytes)
        json.key("records")
        json.value(file.records)
        json.key("values")
        json.value(file.values)
        if file.examples > 0 {
            json.key("examples")
            json.value(file.examples)
        }
        if file.unverifiableRecords > 0 {
            json.key("unverifiableRecords")
            json.value(file.unverifiableRecords)
        }
        json.key("issues")
        json.array(file.issues) { json, issue in
            json.object { json in
                json.key("kind")
                json.value(issue.kind.rawValue)
                json.key("offset")
                json.value(issue.offset)
                json.key("length")
                json.value(issue.byteCount)
            }
        }
        if file.issueCount > file.issues.count {
            json.key("issueCount")
            json.value(file.issueCount)
        }
        if !file.notes.isEmpty {
            json.key("notes")
            json.array(file.notes) { $0.value($1) }
        }
        if let error = file.error {
            json.key("error")
            json.value(error)
        }
    }

    static func write(_ totals: ScanReport.Totals, _ json: inout JSONText) {
        json.object { json in
            let sums = [
                ("runs", totals.runs), ("files", totals.files), ("bytes", totals.bytes),
                ("records", totals.records), ("values", totals.values),
                ("elements", totals.elements), ("nan", totals.nan),
                ("positiveInfinity", totals.positiveInfinity),
                ("negativeInfinity", totals.negativeInfinity), ("unknown", totals.unknown),
                ("issues", totals.issues),
            ]
            for (name, sum) in sums {
                json.key(name)
                json.value(sum)
            }
        }
    }
}

extension JSONText {
    mutating func valueOrNull<Value>(
        _ value: Value?,
        _ write: (inout JSONText, Value) -> Void
    ) {
        if let value { write(&self, value) } else { null() }
    }
}
