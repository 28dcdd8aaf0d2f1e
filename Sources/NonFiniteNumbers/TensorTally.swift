internal import ClampedArithmetic
package import TensorBoardEvents

/// Counts the non-finite elements of one `TensorProto`, whose fields may come in any order and
/// any number of pieces.
///
/// Every value field that is present is counted, whatever `dtype` says. If they disagree about the
/// tensor, `tensor_content` counts as the tensor, and additional fields make the count inexact. See
/// TensorFlow's `Tensor::FromProto` (`core/framework/tensor.cc`).
package final class TensorTally {
    /// The element type; `DT_INVALID` until it is known.
    package private(set) var dtype = DataType.invalid
    package var shape = TensorShape()
    /// Whether the tensor is malformed.
    package private(set) var isMalformed = false
    /// Whether tensors are nested in the tensor.
    package var holdsVariants = false
    /// Whether to read the numbers of a `[k, 3]` tensor as a histogram's rows as well.
    package var readsRows = false
    package private(set) var rows = HistogramRows()

    private var contentByteCount = 0
    /// Whether the content was counted as numbers of a type that was later replaced.
    private var wasReadAsAnotherType = false
    /// One counter for the content; one for each type while the dtype is not known.
    private var content: [NonFiniteCounter] = []
    private var float8Values: [NonFiniteCounter] = []
    private var float8ByteCount = 0
    private var lastFloat8: UInt8 = 0
    private var floatValues = ArrayField(.float32)
    private var doubleValues = ArrayField(.float64)
    private var complex64Values = ArrayField(.complex64)
    private var complex128Values = ArrayField(.complex128)
    private var halfValues = HalfValueTally()

    /// Creates a tally of nothing.
    package init() {}

    /// Resets everything, but keeps the memory.
    package func removeAll() {
        dtype = .invalid
        shape.removeAll()
        isMalformed = false
        holdsVariants = false
        readsRows = false
        rows = HistogramRows()
        contentByteCount = 0
        wasReadAsAnotherType = false
        content.removeAll(keepingCapacity: true)
        float8Values.removeAll(keepingCapacity: true)
        float8ByteCount = 0
        // Most tensors use only one field; the others are still empty.
        if floatValues.isPresent { floatValues = ArrayField(.float32) }
        if doubleValues.isPresent { doubleValues = ArrayField(.float64) }
        if complex64Values.isPresent { complex64Values = ArrayField(.complex64) }
        if complex128Values.isPresent { complex128Values = ArrayField(.complex128) }
        if halfValues.elementCount > 0 || halfValues.endsInsideElement {
            halfValues = HalfValueTally()
        }
    }

    /// Counts a whole tensor in memory.
    package func scan(_ message: UnsafeRawBufferPointer) {
        let view = TensorView(message, shape: &shape)
        setDType(view.dtype)
        if view.isMalformed { isMalformed = true }
        var reader = WireReader(message)
        while reader.advance() {
            switch reader.wireType {
            case .delimited: scan(field: reader.fieldNumber, piece: reader.bytes)
            case .varint: scan(field: reader.fieldNumber, varint: reader.bits)
            case .fixed32, .fixed64: scan(field: reader.fieldNumber, fixed: reader.bits)
            case .startGroup, .endGroup: continue
            }
        }
    }

    /// Sets the element type; in protobuf a later one replaces an earlier one.
    package func setDType(_ new: DataType) {
        if contentByteCount + float8ByteCount > 0, new != dtype, dtype != .invalid {
            // The elements were already counted as the earlier type.
            isMalformed = true
            if contentByteCount > 0, ElementType(dtype) != nil { wasReadAsAnotherType = true }
        }
        dtype = new
    }

    /// Counts a piece of a length-delimited value field, in whole elements.
    package func scan(field: Int, piece: UnsafeRawBufferPointer) {
        typealias Field = FieldNumber.Tensor
        if readsRows, shape.isRowsOfThree { readRows(field: field, piece: piece) }
        switch field {
        case Field.content:
            contentByteCount += piece.count
            Self.scan(piece, with: &content, dtype: dtype)
        case Field.float8Values:
            scanFloat8(piece)
        case Field.floatValues: floatValues.scan(piece)
        case Field.doubleValues: doubleValues.scan(piece)
        case Field.complex64Values: complex64Values.scan(piece)
        case Field.complex128Values: complex128Values.scan(piece)
        case Field.halfValues:
            if !halfValues.scanPacked(piece) { isMalformed = true }
        case Field.variantValues: holdsVariants = true
        default: break
        }
    }

    /// Counts one unpacked element of a varint field.
    package func scan(field: Int, varint: UInt64) {
        if field == FieldNumber.Tensor.halfValues { halfValues.add(varint) }
    }

    /// Counts one unpacked element of a fixed32 or fixed64 field.
    package func scan(field: Int, fixed bits: UInt64) {
        typealias Field = FieldNumber.Tensor
        withUnsafeBytes(of: bits.littleEndian) { bytes in
            let float = UnsafeRawBufferPointer(rebasing: bytes[..<4])
            switch field {
            case Field.floatValues: floatValues.scan(float)
            case Field.doubleValues: doubleValues.scan(bytes)
            case Field.complex64Values: complex64Values.scanPart(float)
            case Field.complex128Values: complex128Values.scanPart(bytes)
            default: break
            }
        }
    }

    private func readRows(field: Int, piece: UnsafeRawBufferPointer) {
        typealias Field = FieldNumber.Tensor
        switch (field, dtype) {
        case (Field.content, .double), (Field.doubleValues, _):
            for offset in stride(from: 0, through: piece.count - 8, by: 8) {
                rows.add(piece.loadUnaligned(fromByteOffset: offset, as: Double.self))
            }
        case (Field.content, .float), (Field.floatValues, _):
            for offset in stride(from: 0, through: piece.count - 4, by: 4) {
                rows.add(Double(piece.loadUnaligned(fromByteOffset: offset, as: Float.self)))
            }
        default: break
        }
    }

    /// One byte per element, of the type that `dtype` names; any other type cannot be certified.
    private func scanFloat8(_ piece: UnsafeRawBufferPointer) {
        guard let last = piece.last, dtype != .float4E2M1FN else { return }
        lastFloat8 = last
        float8ByteCount += piece.count
        if float8Values.isEmpty {
            let types =
                dtype == .invalid ? ElementType.all : [ElementType(dtype)].compactMap(\.self)
            float8Values += types.filter { $0.byteCount == 1 }.map { NonFiniteCounter($0) }
        }
        for index in float8Values.indices { float8Values[index].scan(piece) }
    }

    private static func scan(
        _ piece: UnsafeRawBufferPointer,
        with counters: inout [NonFiniteCounter],
        dtype: DataType
    ) {
        if counters.isEmpty {
            if let type = ElementType(dtype) {
                counters.append(NonFiniteCounter(type))
            } else if dtype.dereferenced == .int32 {
                // See `contentCounter`: these may be halves after all.
                counters.append(NonFiniteCounter(.float16))
            } else if dtype == .invalid {
                for type in ElementType.all { counters.append(NonFiniteCounter(type)) }
            }
        }
        for index in counters.indices { counters[index].scan(piece) }
    }
}

extension TensorTally {
    /// The contents of a tensor.
    package struct Result {
        /// The number of floating-point elements, including those that a splat repeats.
        package var elementCount = 0
        package var counts = KindCounts()
        /// Whether the counts are those of the tensor's elements and not an upper bound.
        package var isExact = true
        /// The bit width of a number in the field with findings.
        package var bitWidth = 32
        /// Whether the bytes contradict the tensor's type or shape.
        package var isMalformed = false
    }

    /// Sums up, once the whole tensor was counted.
    package func result() -> Result {
        var sum = Sum(Result(isMalformed: isMalformed || halfValues.endsInsideElement))
        if contentByteCount > 0 {
            // Findings under an earlier type than the last one count nevertheless.
            let misread = wasReadAsAnotherType ? content.first : nil
            if let counter = contentCounter ?? misread {
                sum.take(
                    counter.counts,
                    elementCount: counter.elementCount,
                    bitWidth: counter.type.partByteCount * 8,
                    isExact: contentCounter != nil
                )
                // in range: elements that were read
                if contentByteCount != counter.elementCount * counter.type.byteCount {
                    sum.result.isMalformed = true
                }
            } else if dtype == .invalid {
                // Numbers of an unknown kind cannot be certified.
                sum.result.isMalformed = true
            }
        }
        sum.take(floatValues, shape)
        sum.take(doubleValues, shape)
        sum.take(complex64Values, shape)
        sum.take(complex128Values, shape)
        if halfValues.elementCount > 0 {
            let reading = halfValues.reading(as: dtype)
            let (counts, elementCount) = reading.counts.splatted(
                elementCount: halfValues.elementCount,
                lastKinds: [reading.lastKind],
                to: shape.elementCount
            )
            sum.take(
                counts,
                elementCount: elementCount,
                bitWidth: reading.bitWidth,
                isExact: reading.isExact
            )
        }
        if let counter = float8Values.first(where: { $0.type == ElementType(dtype) }) {
            var last = NonFiniteCounter(counter.type)
            withUnsafeBytes(of: lastFloat8) { last.scan($0) }
            let (counts, elementCount) = counter.counts.splatted(
                elementCount: counter.elementCount,
                lastKinds: last.counts.found.map(\.kind),
                to: shape.elementCount
            )
            sum.take(counts, elementCount: elementCount, bitWidth: 8)
        } else if float8ByteCount > 0 {
            sum.result.isMalformed = true
        }
        return sum.result
    }

    /// What the fields of a tensor add up to; values, and no captured variables, which some
    /// compilers allocate.
    private struct Sum {
        package var result: Result
        private var hasPrimary = false

        package init(_ result: Result) {
            self.result = result
        }

        package mutating func take(
            _ counts: KindCounts,
            elementCount: Int,
            bitWidth: Int,
            isExact: Bool = true
        ) {
            if !hasPrimary { result.elementCount = elementCount }
            if result.counts.isEmpty { result.bitWidth = bitWidth }
            // Readers disagree about which of two value fields is the tensor.
            result.isExact = !hasPrimary && isExact
            result.counts.add(counts)
            hasPrimary = true
        }

        package mutating func take(_ field: ArrayField, _ shape: TensorShape) {
            guard field.isPresent else { return }
            let (counts, elementCount) = field.splatted(to: shape.elementCount)
            take(
                counts,
                elementCount: elementCount,
                bitWidth: field.type.partByteCount * 8,
                isExact: !shape.overflows
            )
            if field.endsInsidePart { result.isMalformed = true }
        }
    }

    /// The counter that read the content as the tensor's final dtype.
    private var contentCounter: NonFiniteCounter? {
        if let type = ElementType(dtype) { return content.first { $0.type == type } }
        // SageMaker Debugger stores float16 as DT_INT32 with two bytes per element; see smdebug's
        // `core/tfevent/util.py`.
        guard dtype.dereferenced == .int32, let count = shape.elementCount,
            contentByteCount % 2 == 0, contentByteCount / 2 == count
        else { return nil }
        return content.first { $0.type == .float16 }
    }
}

extension KindCounts {
    /// Adds the counts of another field of the same tensor.
    package mutating func add(_ other: KindCounts) {
        nan.add(other.nan)
        positiveInfinity.add(other.positiveInfinity)
        negativeInfinity.add(other.negativeInfinity)
    }

    /// The counts after the last element is repeated to fill the shape.
    package func splatted(
        elementCount: Int,
        lastKinds: [NonFiniteKind?],
        to shapeCount: Int?
    ) -> (KindCounts, Int) {
        guard let shapeCount, elementCount > 0, shapeCount > elementCount else {
            return (self, elementCount)
        }
        var counts = self
        let repeats = shapeCount - elementCount  // in range: both are positive
        for kind in lastKinds {
            switch kind {
            case .nan: counts.nan.count.addClamped(repeats)
            case .positiveInfinity: counts.positiveInfinity.count.addClamped(repeats)
            case .negativeInfinity: counts.negativeInfinity.count.addClamped(repeats)
            case .unknown, nil: break
            }
        }
        return (counts, shapeCount)
    }
}

extension KindCount {
    package mutating func add(_ other: KindCount) {
        if count == 0 {
            firstIndex = other.firstIndex
            firstBits = other.firstBits
        }
        count.addClamped(other.count)
    }
}
