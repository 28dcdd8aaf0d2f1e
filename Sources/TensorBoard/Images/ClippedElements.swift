/// The elements of images that lie outside of the range of pixels, and were clipped to it.
struct ClippedElements: Hashable, Sendable {
    /// The number of all elements.
    var count = 0
    /// Their type.
    var dtype = DataType.invalid
    private(set) var clippedCount = 0
    private var least = Double.infinity
    private var greatest = -Double.infinity

    /// Counts floats that a pixel of 8 bits cannot hold, by one of its levels or more.
    ///
    /// Results of arithmetic often exceed 1 by less, which no one can see.
    ///
    /// - Returns: Whether some are not finite, which are not counted.
    mutating func add(_ floats: UnsafeBufferPointer<Float>) -> Bool {
        var hasNonFinite = false
        for float in floats {
            guard float.isFinite else {
                hasNonFinite = true
                continue
            }
            guard !(-Self.level...1 + Self.level ~= float) else { continue }
            add(1, from: Double(float), to: Double(float))
        }
        return hasNonFinite
    }

    /// Counts elements.
    ///
    /// - Parameters:
    ///   - clippedCount: How many were clipped.
    ///   - least: The least of them.
    ///   - greatest: The greatest.
    mutating func add(_ clippedCount: Int, from least: Double, to greatest: Double) {
        guard clippedCount > 0 else { return }
        self.clippedCount += clippedCount
        self.least = min(self.least, least)
        self.greatest = max(self.greatest, greatest)
    }

    /// Counts those of another image.
    mutating func add(_ other: ClippedElements) {
        count += other.count
        dtype = other.dtype
        add(other.clippedCount, from: other.least, to: other.greatest)
    }

    /// What was clipped and what to do about it; `nil` if nothing was.
    var warning: String? {
        guard clippedCount > 0 else { return nil }
        let range = dtype.isFloatingPoint ? "0...1" : "0...255"
        let extent = least == greatest ? text(least) : "\(text(least)) to \(text(greatest))"
        return "\(share) of the elements lie outside of \(range) (\(extent)) and were clipped; "
            + advice
    }

    private var share: String {
        let percent = Int(100 * Double(clippedCount) / Double(max(count, 1)))
        return percent == 0 ? "less than 1%" : "\(percent)%"
    }

    private var advice: String {
        if dtype == .uint16 { return "shift them to 8 bits, or keep 16 with ImageOptions.bitDepth" }
        if !dtype.isFloatingPoint { return "scale them to 0...255" }
        return least >= 0 && greatest > 2 && greatest <= 255
            ? "divide them by 255, or log them as UInt8" : "scale them to 0...1"
    }

    private func text(_ number: Double) -> String {
        // Floats have fewer digits, and whole numbers no fraction.
        Int64(exactly: number).map(String.init) ?? "\(Float(number))"
    }

    private static let level: Float = 1 / 255
}

extension DataType {
    fileprivate var isFloatingPoint: Bool {
        switch self {
        case .float, .double, .half, .bfloat16: true
        default: SmallFloat.Float8(self) != nil
        }
    }
}
