internal import NonFiniteNumbers
internal import TensorBoardEvents

/// Counts the non-finite floats of one feature, or of one feature list row by row.
///
/// Bytes and integers are not scanned: only the program knows what a feature's bytes mean.
struct FeatureTally {
    /// Whether it is a list of features, one per row, instead of a single one.
    let isList: Bool
    private var numbers = NonFiniteCounter(.float32)
    private(set) var isMalformed = false
    /// Whether a feature holds both floats and another kind, so that one of them does not count.
    private var isAmbiguous = false
    /// The kinds of values in the current feature, a bit for each field number.
    private var kindsOfFeature: UInt8 = 0
    /// Whether there are bytes or integers that are not empty.
    private var holdsOtherValues = false

    /// The range of the floats, if it is checked: ``FeatureRanges`` owns it, which lives as long as
    /// the scan.
    private let range: UnsafeMutablePointer<FloatRange>?

    // Of a list:
    private var rowCount = 0
    private var rowStart = 0
    private var width = 0
    private var firsts = Firsts()

    /// The row and the position in it of the first element of each kind.
    private struct Firsts {
        var nan: (row: Int, position: Int)?
        var positiveInfinity: (row: Int, position: Int)?
        var negativeInfinity: (row: Int, position: Int)?
    }

    /// Creates an empty tally.
    ///
    /// - Parameters:
    ///   - isList: Whether it is a list of features.
    ///   - range: Where to keep the range of the floats; it outlives the tally. Not a value of the
    ///     tally's own, which would make all tallies larger, and they are copied.
    ///
    /// Inlined: its result would be copied once for each feature.
    @inline(__always)
    init(isList: Bool, range: UnsafeMutablePointer<FloatRange>? = nil) {
        self.isList = isList
        self.range = range
    }

    /// The number of floats so far.
    var elementCount: Int { numbers.elementCount }
    /// Whether the feature holds anything.
    var holdsValues: Bool { elementCount > 0 || holdsOtherValues }
    /// Whether they are all finite.
    var isClean: Bool { numbers.isClean }

    mutating func noteMalformed() { isMalformed = true }

    /// Counts the value of a map's entry: a feature, or a list of them.
    mutating func scan(value message: UnsafeRawBufferPointer) {
        guard isList else { return scan(feature: message) }
        var reader = WireReader(message)
        while reader.advance() {
            if reader.fieldNumber == ExampleField.FeatureList.feature,
                reader.wireType == .delimited
            {
                scan(feature: reader.bytes)
                endRow()
            } else {
                isMalformed = true
            }
        }
        if reader.isMalformed { isMalformed = true }
    }

    /// Counts a feature.
    mutating func scan(feature message: UnsafeRawBufferPointer) {
        var reader = WireReader(message)
        while reader.advance() {
            guard begin(list: reader.fieldNumber, reader.wireType) else { continue }
            let kind = reader.fieldNumber
            var list = WireReader(reader.bytes)
            while list.advance() {
                switch list.wireType {
                case .delimited: scan(list.bytes, of: list.fieldNumber, in: kind)
                case .varint, .fixed32, .fixed64:
                    scan(single: list.bits, list.wireType, of: list.fieldNumber, in: kind)
                case .startGroup, .endGroup: isMalformed = true
                }
            }
            if list.isMalformed { isMalformed = true }
        }
        if reader.isMalformed { isMalformed = true }
    }

    /// Records which kind of list a field of a feature is.
    ///
    /// - Returns: Whether it is one.
    mutating func begin(list number: Int, _ wireType: WireType) -> Bool {
        typealias Field = ExampleField.Feature
        guard wireType == .delimited, Field.bytes...Field.integers ~= number else {
            isMalformed = true
            return false
        }
        kindsOfFeature |= 1 << UInt8(truncatingIfNeeded: number)
        if kindsOfFeature & (1 << Field.floats) != 0, kindsOfFeature != 1 << Field.floats {
            isAmbiguous = true
        }
        return true
    }

    /// Counts a piece of a list's content; floats must not be split.
    mutating func scan(_ piece: UnsafeRawBufferPointer, of field: Int, in kind: Int) {
        guard field == ExampleField.List.value else {
            isMalformed = true
            return
        }
        guard kind == ExampleField.Feature.floats else {
            if !piece.isEmpty { holdsOtherValues = true }
            return
        }
        if piece.count % 4 != 0 { isMalformed = true }
        scan(floats: piece)
    }

    /// Counts the floats of a feature that has nothing else.
    mutating func scan(floats: UnsafeRawBufferPointer) {
        numbers.scan(floats)
        range?.pointee.add(floats)
    }

    /// Counts one unpacked value of a list.
    mutating func scan(single bits: UInt64, _ type: WireType, of field: Int, in kind: Int) {
        switch (kind, type) {
        case (ExampleField.Feature.floats, .fixed32) where field == ExampleField.List.value:
            withUnsafeBytes(of: UInt32(truncatingIfNeeded: bits).littleEndian) { scan(floats: $0) }
        case (ExampleField.Feature.integers, .varint) where field == ExampleField.List.value:
            holdsOtherValues = true
        default: isMalformed = true
        }
    }

    /// Ends one feature of a list.
    mutating func endRow() {
        if !numbers.isClean { placeFirsts() }
        width = max(width, numbers.elementCount - rowStart)  // in range: read later
        rowStart = numbers.elementCount
        rowCount += 1
        kindsOfFeature = 0
    }

    private mutating func placeFirsts() {
        let counts = numbers.counts
        func place(_ count: KindCount, _ first: inout (row: Int, position: Int)?) {
            guard count.count > 0, first == nil else { return }
            first = (rowCount, count.firstIndex - rowStart)
        }
        place(counts.nan, &firsts.nan)
        place(counts.positiveInfinity, &firsts.positiveInfinity)
        place(counts.negativeInfinity, &firsts.negativeInfinity)
    }
}

extension FeatureTally {
    /// The findings, for the report.
    ///
    /// The rows of a list may differ in length: its shape is that of the longest, as TensorFlow
    /// gives it to a batch that it pads.
    var observations: [Observation] {
        let shape = isList ? [rowCount, width] : [elementCount]
        return numbers.counts.found.map { kind, found in
            Observation(
                kind: kind,
                place: isList ? .featureList : .example,
                count: found.count,
                countIsExact: !isAmbiguous,
                flatIndex: isList ? flatIndexInList(of: kind) : found.firstIndex,
                bits: found.firstBits,
                bitWidth: 32,
                dtype: .float,
                shape: TensorShape(shape.map(Int64.init(clamping:)))
            )
        }
    }

    private func flatIndexInList(of kind: NonFiniteKind) -> Int? {
        let first =
            switch kind {
            case .nan: firsts.nan
            case .positiveInfinity: firsts.positiveInfinity
            case .negativeInfinity: firsts.negativeInfinity
            case .unknown: nil as (row: Int, position: Int)?
            }
        return first.map { $0.row * width + $0.position }
    }
}
