/// Bytes of lines that are being composed.
struct LineBuffer {
    private(set) var bytes: [UInt8] = []
    private var timeBits: UInt64 = .max
    private var timeText: [UInt8] = []

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    @inline(__always)
    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    @inline(__always)
    mutating func append(_ text: [UInt8]) { bytes.append(contentsOf: text) }

    @inline(__always)
    mutating func append(_ text: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        )
    }

    /// Adds the digits of a whole number.
    @inline(__always)
    mutating func append(_ number: Int64) {
        if number < 0 { append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        if rest < 10 {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest))
            return
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = 20
            while rest > 0 {
                start -= 1
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
                rest = quotient
            }
            bytes.append(contentsOf: UnsafeMutableBufferPointer(rebasing: digits[start...]))
        }
    }

    /// Adds the shortest decimal of a finite number, of its own type.
    @inline(__always)
    mutating func append(_ number: Double, isFloat: Bool) {
        bytes.append(contentsOf: (isFloat ? Float(number).description : number.description).utf8)
    }

    /// Adds a wall time; most are those of the value before.
    @inline(__always)
    mutating func append(time: Double, spell: (Double, inout LineBuffer) -> Void) {
        if time.bitPattern == timeBits {
            append(timeText)
            return
        }
        let start = bytes.count
        spell(time, &self)
        timeBits = time.bitPattern
        timeText = Array(bytes[start...])
    }
}
