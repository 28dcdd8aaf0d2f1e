internal import CKernels

/// A floating-point type whose arrays are counted in place.
protocol HistogramElement: BinaryFloatingPoint, BitwiseCopyable {
    /// The type as the kernels know it.
    static var kernelElement: ck_element { get }

    /// The smallest and the largest of at least one element, all of which are finite.
    static func extremes(of elements: UnsafeBufferPointer<Self>) -> (Self, Self)

    /// Adds to four arrays of counts, like `ck_histogram_f32`.
    static func count(
        _ elements: UnsafeBufferPointer<Self>,
        _ edges: [Double],
        scale: Double,
        into counts: inout [UInt32]
    )
}

extension Float: HistogramElement {
    static var kernelElement: ck_element { CK_FLOAT32 }

    static func extremes(of elements: UnsafeBufferPointer<Float>) -> (Float, Float) {
        var (low, high) = (Float.zero, Float.zero)
        if let start = elements.baseAddress {
            ck_extremes_f32(start, elements.count, &low, &high)
        }
        return (low, high)
    }

    static func count(
        _ elements: UnsafeBufferPointer<Float>,
        _ edges: [Double],
        scale: Double,
        into counts: inout [UInt32]
    ) {
        let (start, count) = (elements.baseAddress, elements.count)
        ck_histogram_f32(start, count, edges, edges.count - 1, scale, &counts)
    }
}

extension Double: HistogramElement {
    static var kernelElement: ck_element { CK_FLOAT64 }

    static func extremes(of elements: UnsafeBufferPointer<Double>) -> (Double, Double) {
        var (low, high) = (Double.zero, Double.zero)
        if let start = elements.baseAddress {
            ck_extremes_f64(start, elements.count, &low, &high)
        }
        return (low, high)
    }

    static func count(
        _ elements: UnsafeBufferPointer<Double>,
        _ edges: [Double],
        scale: Double,
        into counts: inout [UInt32]
    ) {
        let (start, count) = (elements.baseAddress, elements.count)
        ck_histogram_f64(start, count, edges, edges.count - 1, scale, &counts)
    }
}

extension HistogramElement {
    /// The number of elements that are NaN or infinite.
    static func nonFiniteCount(in elements: UnsafeBufferPointer<Self>) -> Int {
        var found = ck_nonfinite()
        found.first_nan = .max
        found.first_positive_infinity = .max
        found.first_negative_infinity = .max
        ck_nonfinite_scan(kernelElement, elements.baseAddress, elements.count, 0, &found)
        return Int(found.nan + found.positive_infinity + found.negative_infinity)
    }
}
