internal import TextOutput
internal import Timelines

extension OriginDirection: JSONWord {}
extension Outcome: JSONWord {}

extension ScanReport.Origin: JSONRecord {
    static var blank: Self {
        // Reports of earlier versions have no outcome.
        Self(
            logdir: "",
            run: "",
            tag: "",
            step: 0,
            direction: .unknown,
            why: "",
            outcome: nil
        )
    }

    mutating func code<Coder: JSONCoder>(_ coder: inout Coder) throws(Coder.Failure) {
        try coder.field("logdir", &logdir)
        try coder.field("run", &run)
        try coder.field("tag", &tag)
        try coder.field("step", &step)
        try coder.field("direction", &direction)
        try coder.field("why", &why)
        try coder.field("layer", &layer, unless: nil)
        try coder.field("lastFiniteStep", &lastFiniteStep, unless: nil)
        try coder.field("segment", &segment)
        try coder.field("outcome", &outcome, unless: nil)
        try coder.field("attempt", &attempt, unless: nil)
        try coder.field("writer", &writer, unless: nil)
        try coder.field("sibling", &sibling, unless: nil)
        try coder.field("evidence", &evidence, unless: [])
        try coder.field("loss", &loss, unless: nil)
        try coder.field("harmless", &isHarmless)
        try coder.field("ties", &tieCount, unless: 0)
        try coder.require(tieCount >= 0, "'ties' is less than 0")
    }
}

extension SiblingMark: JSONRecord {
    static var blank: Self { Self() }

    mutating func code<Coder: JSONCoder>(_ coder: inout Coder) throws(Coder.Failure) {
        try coder.field("tags", &tags)
        try coder.field("stage", &stage)
        try coder.field("wallTime", &time)
        try coder.field("interval", &interval)
        try coder.field("increment", &increment)
    }
}

extension LossCurve: JSONRecord {
    static var blank: Self { Self(tag: "", steps: [], values: []) }

    mutating func code<Coder: JSONCoder>(_ coder: inout Coder) throws(Coder.Failure) {
        try coder.field("tag", &tag)
        try coder.field("steps", &steps)
        try coder.field("values", &values)
        try coder.require(steps.count == values.count, "as many steps as values")
        try coder.field("first", &first)
        try coder.field("nonFinite", &nonFinite)
        try coder.field("nonFiniteStep", &nonFiniteStep)
    }
}
