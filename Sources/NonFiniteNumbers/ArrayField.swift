/// Counts the elements of a `float_val`, `double_val`, `scomplex_val` or `dcomplex_val` array,
/// packed, unpacked or in several packed pieces.
struct ArrayField {
    let type: ElementType
    private var counter: NonFiniteCounter
    // The last element, which the splat rule repeats; the parts of an unpacked complex number come
    // one by one.
    private var last: (UInt64, UInt64) = (0, 0)
    /// Whether the array ends with a real part that lacks its imaginary part.
    private(set) var hasLonePart = false
    /// Whether a packed piece ends inside a number.
    private(set) var endsInsidePart = false

    init(_ type: ElementType) {
        self.type = type
        counter = NonFiniteCounter(type)
    }

    /// Whether the field holds any bytes.
    var isPresent: Bool { counter.elementCount > 0 || hasLonePart || endsInsidePart }

    /// Counts a piece of a packed array.
    mutating func scan(_ piece: UnsafeRawBufferPointer) {
        var rest = piece
        if hasLonePart, rest.count >= type.partByteCount {
            scanPart(UnsafeRawBufferPointer(rebasing: rest[..<type.partByteCount]))
            rest = UnsafeRawBufferPointer(rebasing: rest[type.partByteCount...])
        }
        let whole = rest.count / type.byteCount * type.byteCount
        if whole > 0 {
            counter.scan(UnsafeRawBufferPointer(rebasing: rest[..<whole]))
            let element = rest[(whole - type.byteCount)..<whole]
            withUnsafeMutableBytes(of: &last) { $0.copyBytes(from: element) }
        }
        let remainder = UnsafeRawBufferPointer(rebasing: rest[whole...])
        if remainder.count >= type.partByteCount {
            scanPart(UnsafeRawBufferPointer(rebasing: remainder[..<type.partByteCount]))
        }
        if remainder.count % type.partByteCount != 0 { endsInsidePart = true }
    }

    /// Counts the real or imaginary part of a complex number.
    mutating func scanPart(_ part: UnsafeRawBufferPointer) {
        withUnsafeMutableBytes(of: &last) { buffer in
            let offset = hasLonePart ? type.partByteCount : 0
            UnsafeMutableRawBufferPointer(rebasing: buffer[offset...]).copyMemory(from: part)
        }
        hasLonePart.toggle()
        guard !hasLonePart else { return }
        withUnsafeBytes(of: last) { bytes in
            counter.scan(UnsafeRawBufferPointer(rebasing: bytes[..<type.byteCount]))
        }
    }

    /// The counts and the number of elements, with the last one repeated to fill the shape.
    ///
    /// A lone real part at the end counts as an element, so that nothing is left out.
    func splatted(to shapeCount: Int?) -> (KindCounts, Int) {
        if counter.isClean, !hasLonePart {
            return (KindCounts(), max(counter.elementCount, shapeCount ?? 0))
        }
        var counts = counter.counts
        var elementCount = counter.elementCount
        var lastKinds = kindsOfLast
        if hasLonePart {
            let part = partBits(0)
            lastKinds = [kind(ofPart: part)]
            if let kind = kind(ofPart: part) {
                counts.add(kind, index: elementCount, bits: part)
            }
            elementCount += 1
        }
        return counts.splatted(
            elementCount: elementCount,
            lastKinds: lastKinds,
            to: endsInsidePart ? nil : shapeCount
        )
    }

    private var kindsOfLast: [NonFiniteKind?] {
        let first = kind(ofPart: partBits(0))
        guard type.byteCount != type.partByteCount else { return [first] }
        let second = kind(ofPart: partBits(1))
        return first == second ? [first] : [first, second]
    }

    private func partBits(_ index: Int) -> UInt64 {
        withUnsafeBytes(of: last) { bytes in
            type.partByteCount == 4
                ? UInt64(bytes.load(fromByteOffset: index * 4, as: UInt32.self))
                : bytes.load(fromByteOffset: index * 8, as: UInt64.self)
        }
    }

    private func kind(ofPart bits: UInt64) -> NonFiniteKind? {
        type.partByteCount == 4
            ? NonFiniteKind(of: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))))
            : NonFiniteKind(of: Double(bitPattern: bits))
    }
}
