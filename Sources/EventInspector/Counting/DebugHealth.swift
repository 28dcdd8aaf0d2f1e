internal import ClampedArithmetic
internal import NonFiniteNumbers
internal import TFRecord
internal import TensorBoardEvents

/// The health vector that TensorFlow's debugger writes instead of a tensor.
///
/// Its numbers are finite and count the non-finite elements. See TensorFlow's
/// `core/kernels/debug_ops.h` and `TensorDebugMode` in `core/protobuf/debug_event.proto`.
enum DebugHealth: Int {
    /// `[tensor id, any non-finite]`
    case curtHealth = 2
    /// `[tensor id, size, -inf, +inf, nan]`
    case conciseHealth = 3
    /// `[tensor id, device, dtype, rank, size, -inf, +inf, nan, negative, zero, positive]`
    case fullHealth = 4
    /// `[-inf or 0, +inf or 0, nan or 0]`
    case reduceInfNanThreeSlots = 8

    /// The non-finite elements that a health vector reports.
    struct Verdict {
        var counts: [(kind: NonFiniteKind, count: Int, isExact: Bool)] = []
        /// The number of elements that the vector describes.
        var elementCount = 0
    }

    /// Reads a health vector; `nil` if it is too short to be one.
    func verdict(of vector: [Double]) -> Verdict? {
        var verdict = Verdict()
        func take(_ kind: NonFiniteKind, _ index: Int, isExact: Bool = true) {
            let value = vector[index]
            guard value != 0 else { return }
            let count = value >= 1 && value < 9e18 ? Int(clamping: value) : 1
            verdict.counts.append((kind, count, isExact))
        }
        switch self {
        case .curtHealth:
            guard vector.count >= 2 else { return nil }
            take(.unknown, 1, isExact: false)
        case .conciseHealth:
            guard vector.count >= 5 else { return nil }
            verdict.elementCount = Self.count(vector[1])
            take(.negativeInfinity, 2)
            take(.positiveInfinity, 3)
            take(.nan, 4)
        case .fullHealth:
            guard vector.count >= 11 else { return nil }
            verdict.elementCount = Self.count(vector[4])
            take(.negativeInfinity, 5)
            take(.positiveInfinity, 6)
            take(.nan, 7)
        case .reduceInfNanThreeSlots:
            guard vector.count >= 3 else { return nil }
            take(.negativeInfinity, 0, isExact: false)
            take(.positiveInfinity, 1, isExact: false)
            take(.nan, 2, isExact: false)
        }
        return verdict
    }

    /// Whether the vector is long enough, and non-finite only where its mode writes such numbers.
    func explains(_ vector: [Double]) -> Bool {
        switch self {
        case .curtHealth: vector.count >= 2 && vector.allSatisfy(\.isFinite)
        case .conciseHealth: vector.count >= 5 && vector.allSatisfy(\.isFinite)
        case .fullHealth: vector.count >= 11 && vector.allSatisfy(\.isFinite)
        case .reduceInfNanThreeSlots:
            vector.count >= 3 && vector.dropFirst(3).allSatisfy(\.isFinite)
        }
    }

    /// The numbers of a `DebugNumericSummary`, tfdbg version 1's health vector.
    ///
    /// `[initialized, size, nan, -inf, negative, zero, positive, +inf, min, max, mean, variance,
    /// dtype, rank, dimensions…]`; the four statistics are not finite by default.
    static func numericSummary(of vector: [Double]) -> Verdict? {
        guard vector.count >= 14, (vector[..<8] + vector[12...]).allSatisfy(\.isFinite)
        else { return nil }
        var verdict = Verdict(elementCount: count(vector[1]))
        for (index, kind) in [
            (2, NonFiniteKind.nan), (7, .positiveInfinity), (3, .negativeInfinity),
        ] where vector[index] >= 1 {
            verdict.counts.append((kind, max(1, count(vector[index])), true))
        }
        return verdict
    }

    private static func count(_ value: Double) -> Int {
        value >= 0 && value < 9e18 ? Int(clamping: value) : 0
    }
}
