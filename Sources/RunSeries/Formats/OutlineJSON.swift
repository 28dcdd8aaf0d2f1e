internal import TextOutput

/// An outline as JSON, whose keys are described in <doc:JSONOutline>.
public struct OutlineJSON: Sendable {
    /// Creates the format.
    public init() {}

    /// One JSON object.
    public func text(of outline: LogdirOutline) -> String {
        var json = JSONText()
        json.object { json in
            json.key("version")
            json.value(1)
            json.key("runs")
            json.array(outline.runs) { json, run in
                json.newline()
                json.object { json in
                    Self.write(run, to: &json)
                    json.key("tags")
                    json.array(run.tags) { json, tag in
                        json.newline()
                        json.object { Self.write(tag, to: &$0) }
                    }
                }
            }
            Self.write(outline, to: &json)
        }
        return json.text + "\n"
    }

    /// A line for each tag, which names its run, and one for the rest.
    public func lines(of outline: LogdirOutline) -> String {
        var text = ""
        for run in outline.runs {
            for tag in run.tags {
                var json = JSONText()
                json.object { json in
                    json.key("type")
                    json.value("tag")
                    json.key("logdir")
                    json.value(run.logdir)
                    json.key("run")
                    json.value(run.name)
                    Self.write(tag, to: &json)
                }
                text += json.text + "\n"
            }
        }
        var json = JSONText()
        json.object { json in
            json.key("type")
            json.value("summary")
            json.key("version")
            json.value(1)
            json.key("runs")
            json.array(outline.runs) { json, run in json.object { Self.write(run, to: &$0) } }
            Self.write(outline, to: &json)
        }
        return text + json.text + "\n"
    }

    private static func write(_ run: LogdirOutline.Run, to json: inout JSONText) {
        json.key("logdir")
        json.value(run.logdir)
        json.key("run")
        json.value(run.name)
        json.key("files")
        json.value(run.fileCount)
        json.key("bytes")
        json.value(run.byteCount)
        json.key("graphs")
        json.value(run.graphCount)
        json.key("unlistedValues")
        json.value(run.unlistedValueCount)
    }

    private static func write(_ outline: LogdirOutline, to json: inout JSONText) {
        json.key("damage")
        json.array(outline.remarks.damage) { json, damage in
            json.object { json in
                json.key("logdir")
                json.value(damage.logdir)
                json.key("file")
                json.value(damage.file)
                json.key("reason")
                json.value(damage.reason)
            }
        }
        json.key("notes")
        json.array(outline.remarks.notes) { $0.value($1) }
        json.key("failedPaths")
        json.array(outline.remarks.failedPaths) { json, failed in
            json.object { json in
                json.key("path")
                json.value(failed.path)
                json.key("reason")
                json.value(failed.reason)
            }
        }
    }

    private static func write(_ tag: TagOutline, to json: inout JSONText) {
        json.key("tag")
        json.value(tag.tag)
        json.key("kind")
        json.value(tag.kind.name)
        json.key("plugin")
        write(tag.plugin, to: &json) { $0.value($1) }
        json.key("dtype")
        write(tag.dtype, to: &json) { $0.value($1.description) }
        json.key("points")
        json.value(tag.pointCount)
        json.key("nonFinite")
        json.value(tag.nonFiniteCount)
        json.key("bytes")
        json.value(tag.byteCount)
        json.key("first")
        write(tag.first, of: tag, to: &json)
        json.key("last")
        write(tag.last, of: tag, to: &json)
        json.key("steps")
        json.array([tag.steps.lowerBound, tag.steps.upperBound]) { $0.value($1) }
        json.key("increment")
        write(tag.increment, to: &json) { $0.value($1) }
        json.key("missingSteps")
        write(tag.missingStepCount, to: &json) { $0.value($1) }
        guard tag.kind == .scalars else { return }
        json.key("min")
        write(tag.minimum, to: &json) { write($1, of: tag, to: &$0) }
        json.key("max")
        write(tag.maximum, to: &json) { write($1, of: tag, to: &$0) }
        json.key("mean")
        write(tag.mean, to: &json) { $0.value($1) }
        json.key("std")
        write(tag.standardDeviation, to: &json) { $0.value($1) }
        json.key("pointsPerSecond")
        write(tag.pointsPerSecond, to: &json) { $0.value($1) }
    }

    private static func write<Value>(
        _ value: Value?,
        to json: inout JSONText,
        _ body: (inout JSONText, Value) -> Void
    ) {
        if let value { body(&json, value) } else { json.null() }
    }

    private static func write(
        _ extreme: TagOutline.Extreme,
        of tag: TagOutline,
        to json: inout JSONText
    ) {
        json.object { json in
            json.key("value")
            write(extreme.value, of: tag, to: &json)
            json.key("step")
            json.value(extreme.step)
        }
    }

    private static func write(_ end: TagOutline.End, of tag: TagOutline, to json: inout JSONText) {
        json.object { json in
            json.key("step")
            json.value(end.step)
            json.key("wallTime")
            json.value(end.wallTime)
            guard let value = end.value else { return }
            json.key("value")
            write(value, of: tag, to: &json)
        }
    }

    /// Adds a number as the shortest decimal of its own type.
    private static func write(_ value: Double, of tag: TagOutline, to json: inout JSONText) {
        if tag.dtype == .float, value.isFinite {
            json.value(Float(value))
        } else {
            json.value(value)
        }
    }
}
