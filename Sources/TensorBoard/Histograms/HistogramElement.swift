internal import CKernels

/// A floating-point type whose arrays are counted in place.
protocol HistogramElement: BinaryFloatingPoint, BitwiseCopyable {
    /// The type as the kernels know it.
    static var kernelElement: ck_element { get }

    /// The smallest and the largest of at least one element, all of which are finite.
    static func extremes(of elements: UnsafeBufferPointer<Self>) -> (Self, Self)
}

extension Float: HistogramElement {
    static var kernelElement: ck_element { CK_FLOAT32 }

    static func extremes(of elements: UnsafeBufferPointer<Float>) -> (Float, Float) {
        Extremes.find(in: elements)
    }
}

extension Double: HistogramElement {
    static var kernelElement: ck_element { CK_FLOAT64 }

    static func extremes(of elements: UnsafeBufferPointer<Double>) -> (Double, Double) {
        Extremes.find(in: elements)
    }
}

extension HistogramElement {
    /// How many elements are NaN or infinite.
    static func nonFiniteCount(in elements: UnsafeBufferPointer<Self>) -> Int {
        var found = ck_nonfinite()
        found.first_nan = .max
        found.first_positive_infinity = .max
        found.first_negative_infinity = .max
        ck_nonfinite_scan(kernelElement, elements.baseAddress, elements.count, 0, &found)
        return Int(found.nan + found.positive_infinity + found.negative_infinity)
    }

    /// The smallest and the largest of those elements that are finite, at least one.
    static func finiteExtremes(of elements: UnsafeBufferPointer<Self>) -> (Self, Self) {
        var (low, high) = (Self.infinity, -Self.infinity)
        for element in elements where element.isFinite {
            low = Swift.min(low, element)
            high = Swift.max(high, element)
        }
        return (low, high)
    }
}

private enum Extremes {
    /// Looks at sixteen elements at a time.
    @inline(__always)
    static func find<Element: SIMDScalar & Comparable>(
        in elements: UnsafeBufferPointer<Element>
    ) -> (Element, Element) {
        var (low, high) = (elements[0], elements[0])
        var index = 0
        if elements.count >= 16, let start = elements.baseAddress {
            let bytes = UnsafeRawPointer(start)
            var lows = SIMD16<Element>(repeating: low)
            var highs = lows
            while index + 16 <= elements.count {
                let offset = index * MemoryLayout<Element>.stride
                let block = bytes.loadUnaligned(fromByteOffset: offset, as: SIMD16<Element>.self)
                lows = lows.replacing(with: block, where: block .< lows)
                highs = highs.replacing(with: block, where: block .> highs)
                index += 16
            }
            for lane in 0..<16 {
                low = Swift.min(low, lows[lane])
                high = Swift.max(high, highs[lane])
            }
        }
        for element in elements[index...] {
            low = Swift.min(low, element)
            high = Swift.max(high, element)
        }
        return (low, high)
    }
}
