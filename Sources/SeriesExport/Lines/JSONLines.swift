public import RunSeries
internal import TextOutput

/// Scalars as JSON, one object a line, with the keys of ``CSVLines/header``.
///
/// NaN and the infinities are the strings `"NaN"`, `"Infinity"` and `"-Infinity"`. An attempt or
/// writer that is not known is null.
public struct JSONLines: Sendable {
    /// Creates the format.
    public init() {}

    /// The lines of some rows.
    public func lines(of rows: ScalarRows) -> [UInt8] {
        let prefixes = rows.tags.map { tag in
            var json = JSONText()
            json.object { json in
                json.key("run")
                json.value(rows.runPath)
                json.key("tag")
                json.value(tag.name)
            }
            return Array((json.text.dropLast() + ",\"step\":").utf8)
        }
        let areFloats = rows.tags.map(\.isFloat)
        var buffer = LineBuffer(capacity: rows.count * 150)
        for row in 0..<rows.count {
            let tag = Int(rows.tagNumbers[row])  // in range: 32 bits
            buffer.append(prefixes[tag])
            buffer.append(rows.steps[row])
            buffer.append(",\"wall_time\":")
            buffer.append(time: rows.wallTimes[row]) { $1.append(json: $0, isFloat: false) }
            buffer.append(",\"value\":")
            buffer.append(json: rows.values[row], isFloat: areFloats[tag])
            buffer.append(",\"attempt\":")
            buffer.append(number: rows.attempts[row])
            buffer.append(",\"superseded\":")
            buffer.append(rows.isSuperseded[row] ? "true" : "false")
            buffer.append(",\"writer\":")
            buffer.append(number: rows.writers[row])
            buffer.append("}\n")
        }
        return buffer.bytes
    }
}

extension LineBuffer {
    /// Adds a number as JSON has it.
    @inline(__always)
    fileprivate mutating func append(json number: Double, isFloat: Bool) {
        if number.isFinite {
            append(number, isFloat: isFloat)
        } else if number.isNaN {
            append("\"NaN\"")
        } else {
            append(number < 0 ? "\"-Infinity\"" : "\"Infinity\"")
        }
    }

    /// Adds the number of an attempt or writer, or null.
    @inline(__always)
    fileprivate mutating func append(number: Int32) {
        guard number > 0 else {
            append("null")
            return
        }
        append(Int64(number))  // in range: 32 bits
    }
}
