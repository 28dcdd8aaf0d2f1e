internal import NonFiniteNumbers
internal import TextOutput

extension NonFiniteKind: JSONWord {}

extension Place: JSONWord {}

extension ScanReport.Finding: JSONRecord {
    static var blank: Self {
        let nowhere = ScanReport.Moment.blank
        return ScanReport.Finding(
            logdir: "",
            run: "",
            tag: "",
            kind: .nan,
            place: .tensor,
            occurrences: 0,
            count: 0,
            countIsExact: true,
            first: ScanReport.First(
                step: 0,
                wallTime: 0,
                count: 0,
                file: "",
                offset: 0,
                checksumIsValid: true,
                segment: 0
            ),
            last: nowhere,
            isTerminal: false,
            isSuperseded: false
        )
    }

    mutating func code<Coder: JSONCoder>(_ coder: inout Coder) throws(Coder.Failure) {
        try coder.field("logdir", &logdir)
        try coder.field("run", &run)
        try coder.field("tag", &tag)
        try coder.field("kind", &kind)
        try coder.field("place", &place)
        try coder.field("plugin", &plugin)
        try coder.field("dtype", &dtype)
        try coder.field("shape", &shape)
        try coder.field("occurrences", &occurrences)
        try coder.field("count", &count)
        try coder.field("countIsExact", &countIsExact)
        var first = FirstOfKind(first: first, kind: kind)
        try coder.field("first", of: &first)
        self.first = first.first
        try coder.field("last", &last)
        try coder.field("lastFinite", &lastFinite)
        try coder.field("stretches", &stretches, unless: 1)
        try coder.field("terminal", &isTerminal)
        try coder.field("readOn", &isReadOn, unless: true)
        try coder.field("superseded", &isSuperseded)
        try coder.field("allowed", &isAllowed)
    }
}

/// The fields of the first value, including the number itself.
private struct FirstOfKind: JSONFieldList {
    var first: ScanReport.First
    let kind: NonFiniteKind

    mutating func code<Coder: JSONCoder>(_ coder: inout Coder) throws(Coder.Failure) {
        var value = kind.jsonValue
        try coder.field("step", &first.step)
        try coder.field("wallTime", &first.wallTime)
        try coder.field("count", &first.count)
        try coder.field("index", &first.index)
        try coder.field("flatIndex", &first.flatIndex)
        try coder.field("field", &first.field, unless: nil)
        try coder.field("value", &value)
        try coder.require(value == kind.jsonValue, "has a 'value' that is not of its kind")
        try coder.field("bits", &first.bits)
        try coder.field("file", &first.file)
        try coder.field("offset", &first.offset)
        try coder.field("crcValid", &first.checksumIsValid)
        try coder.field("segment", &first.segment)
    }
}

extension ScanReport.Moment: JSONRecord {
    static var blank: Self { Self(step: 0, wallTime: 0) }

    mutating func code<Coder: JSONCoder>(_ coder: inout Coder) throws(Coder.Failure) {
        try coder.field("step", &step)
        try coder.field("wallTime", &wallTime)
    }
}
