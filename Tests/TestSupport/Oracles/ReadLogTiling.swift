internal import TFRecord

extension ReadLog.Step {
    package var range: Range<Int> {
        switch self {
        case .record(let record): record.range
        case .damage(let damage): damage.offset..<damage.offset + damage.byteCount
        }
    }

    package var isRecord: Bool {
        if case .record = self { true } else { false }
    }

    /// Whether it is a record that goes by in pieces, and fails or breaks off.
    package func isLargeAndInvalid(over wholeLimit: Int) -> Bool {
        switch self {
        case .record(let record): record.checksum == .invalid && record.range.count > wholeLimit
        case .damage(let damage): damage.kind == .truncatedTail && damage.byteCount > wholeLimit
        }
    }
}

extension ReadLog {
    /// Why the steps do not tile a file of `byteCount` bytes, nil when they do.
    ///
    /// The rule: each step starts where the one before ended, the first at 0 and the last at the
    /// end of the file, except that
    /// - a record that is read in spite of its header follows damage of the very same range;
    /// - behind a record that was too large to be handed out whole and whose checksum fails, the
    ///   next step may start within that record: its length was wrong.
    package func tilingFault(byteCount: Int, wholeLimit: Int) -> String? {
        var end = 0
        var previous: Step?
        for step in steps {
            let range = step.range
            if range.lowerBound != end {
                switch (previous, step) {
                case (.damage(let damage), .record)
                where damage.kind == .lengthChecksum || damage.kind == .oversize:
                    if range != previous?.range { return "\(range) read after damage \(damage)" }
                case (.record(let record), _)
                where previous?.isLargeAndInvalid(over: wholeLimit) == true
                    && record.range.dropFirst(12).contains(range.lowerBound):
                    break
                default:
                    return "\(range) after \(end)"
                }
            }
            if range.isEmpty { return "nothing at \(end)" }
            end = range.upperBound
            previous = step
        }
        return end == byteCount ? nil : "ended at \(end) of \(byteCount)"
    }
}
