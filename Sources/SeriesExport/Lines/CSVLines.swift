public import RunSeries
internal import TensorBoardEvents

/// Scalars as comma-separated values, following RFC 4180 but for its line ends.
///
/// The columns are those of ``header``. Numbers are the shortest decimals that read back as the same
/// bits, of the type that was logged. NaN and the infinities are `nan`, `inf` and `-inf`, as pandas,
/// DuckDB, R and Polars read them. An attempt or writer that is not known is empty.
public struct CSVLines: Sendable {
    /// Creates the format.
    public init() {}

    /// The line with the names of the columns.
    public static let header = "run,tag,step,wall_time,value,attempt,superseded,writer\n"

    /// The lines of some rows.
    public func lines(of rows: ScalarRows) -> [UInt8] {
        let run = Self.field(rows.runPath)
        let prefixes = rows.tags.map { run + [comma] + Self.field($0.name) + [comma] }
        let areFloats = rows.tags.map(\.isFloat)
        var buffer = LineBuffer(capacity: rows.count * 72)
        for row in 0..<rows.count {
            let tag = Int(rows.tagNumbers[row])  // in range: 32 bits
            buffer.append(prefixes[tag])
            buffer.append(rows.steps[row])
            buffer.append(comma)
            buffer.append(time: rows.wallTimes[row]) { $1.append(field: $0, isFloat: false) }
            buffer.append(comma)
            buffer.append(field: rows.values[row], isFloat: areFloats[tag])
            buffer.append(comma)
            buffer.append(number: rows.attempts[row])
            buffer.append(rows.isSuperseded[row] ? ",true," : ",false,")
            buffer.append(number: rows.writers[row])
            buffer.append(UInt8(ascii: "\n"))
        }
        return buffer.bytes
    }

    /// A text as a field: quoted if it holds a comma, a quotation mark or a line break.
    static func field(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        let needsQuotes = bytes.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r")
        }
        guard needsQuotes else { return bytes }
        let quote = UInt8(ascii: "\"")
        return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
    }

    private let comma = UInt8(ascii: ",")
}

extension LineBuffer {
    /// Adds a number as CSV has it.
    @inline(__always)
    fileprivate mutating func append(field number: Double, isFloat: Bool) {
        if number.isFinite {
            append(number, isFloat: isFloat)
        } else if number.isNaN {
            append("nan")
        } else {
            append(number < 0 ? "-inf" : "inf")
        }
    }

    /// Adds the number of an attempt or writer, where it is known.
    @inline(__always)
    fileprivate mutating func append(number: Int32) {
        guard number > 0 else { return }
        append(Int64(number))  // in range: 32 bits
    }
}

extension ScalarRows.Tag {
    /// Whether the values are 32-bit floats, or of fewer bits.
    var isFloat: Bool {
        switch dtype {
        case .none, .float, .half, .bfloat16: true
        default: false
        }
    }
}
