internal import ClampedArithmetic
internal import NonFiniteNumbers
internal import TFRecord
internal import TensorBoardEvents

extension TensorFacts {
    /// The facts in a value's content; `nil` if it has no numbers.
    init?(_ content: ValueView.Content, role: PluginRole) {
        switch content {
        case .simpleValue(let bits): self.init(number: Double(Float(bitPattern: bits)), .float)
        case .tensor(let message): self.init(tensor: message, role: role)
        case .histogram(let message): self.init(histogram: message)
        case .none, .image, .audio, .obsoleteHistogram: return nil
        }
    }

    init(number: Double, _ dtype: DataType) {
        self.init()
        add(number)
        self.dtype = dtype
        self.number = number
    }

    /// The facts in a tensor of one 32-bit float and no dimensions.
    init(scalarTensor number: Float) {
        self.init()
        dtype = .float
        zeros = 0
        ones = 0
        add(Double(number))
        shape = []
        self.number = Double(number)
    }

    private init?(tensor message: UnsafeRawBufferPointer, role: PluginRole) {
        var shape = TensorShape()
        let view = TensorView(message, shape: &shape)
        if role == .histograms, let rows = SmallTensor.rows(of: message, shape) {
            self.init(rows: SmallTensor.values(of: message), evidence: rows.evidence)
            return
        }
        self.init()
        dtype = view.dtype.dereferenced
        zeros = 0
        ones = 0
        if shape.dimensions.count > 1, let length = shape.dimensions.last {
            rows = TensorRows(length: Int(clamping: length))
        }
        TensorNumbers(message, dtype: dtype).visit {
            add($0)
            rows.add($0)
        }
        guard elementCount > 0 else { return nil }
        self.shape = shape.dimensions
        if shape.dimensions.isEmpty {
            if elementCount == 1 { number = single }
        } else if let whole = shape.elementCount, whole > elementCount {
            // The last value is repeated for all omitted ones.
            elementCount = whole
            countsAreExact = false
        }
    }

    /// The only element.
    private var single: Double {
        if let maximum { return maximum }
        if nan > 0 { return .nan }
        return positiveInfinity > 0 ? .infinity : -.infinity
    }

    /// A histogram of TensorFlow 2: rows of left edge, right edge and count.
    private init(rows: [Double], evidence: [HistogramEvidence]) {
        self.init()
        var low: Double?
        var high: Double?
        var count = 0.0
        for row in stride(from: 0, through: rows.count - 3, by: 3) {
            let (left, right, number) = (rows[row], rows[row + 1], rows[row + 2])
            guard number > 0, number.isFinite else { continue }
            count += number
            if left.isFinite { low = min(low ?? left, left) }
            if right.isFinite { high = max(high ?? right, right) }
        }
        elementCount = count < 9e18 ? Int(clamping: count) : 0
        minimum = low
        maximum = high
        for item in evidence { add(item.kind, count: max(1, item.count)) }
        countsAreExact = false
    }

    /// A legacy histogram: its extremes and, if it counted them, the zeros.
    private init(histogram message: UnsafeRawBufferPointer) {
        self.init()
        var tally = HistogramTally()
        tally.scan(message)
        var reader = WireReader(message)
        var (low, high, count) = (0.0, 0.0, 0.0)
        while reader.advance() {
            guard reader.wireType == .fixed64 else { continue }
            let value = Double(bitPattern: reader.bits)
            switch reader.fieldNumber {
            case FieldNumber.Histogram.min: low = value
            case FieldNumber.Histogram.max: high = value
            case FieldNumber.Histogram.num: count = value
            default: continue
            }
        }
        elementCount = count >= 0 && count < 9e18 ? Int(clamping: count) : 0
        for item in tally.evidence where item.field != "sum_squares" {
            add(item.kind, count: max(1, item.count))
        }
        countsAreExact = false
        guard low <= high else { return }
        if low.isFinite { minimum = low }
        if high.isFinite { maximum = high }
        if minimum == nil || maximum == nil {
            minimum = nil
            maximum = nil
        }
    }
}
