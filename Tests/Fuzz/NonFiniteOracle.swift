import TFRecord
import TensorBoardEvents
import TestSupport

@testable import EventInspector

/// A second opinion on an event, from what libprotobuf-c read: slow, plain, and no code in common.
///
/// It only knows numbers that are not finite whatever surrounds them; those must be found.
struct NonFiniteOracle {
    private let event: Event

    init(_ event: Event) {
        self.event = event
    }

    /// What the inspector has overlooked, nil where that is nothing.
    func violation(by verdict: Verdict) -> String? {
        guard let place = firstPlace else { return nil }
        return verdict.exitCode == 1 ? nil : "overlooked: \(place), exit code \(verdict.exitCode)"
    }

    private var firstPlace: String? {
        if !event.wallTime.isFinite { return "wall time" }
        guard case .summary(let summary) = event.what else { return nil }
        return summary.values.lazy.compactMap(place(in:)).first
    }

    private func place(in value: Summary.Value) -> String? {
        switch value.content {
        case .simpleValue(let number): return number.isFinite ? nil : "simple value"
        case .audio(let audio): return audio.sampleRate.isFinite ? nil : "sample rate"
        case .tensor(let tensor):
            // Edges of histograms and the health vectors of debuggers have meanings of their own.
            guard value.metadata?.pluginName != "histograms", value.nodeName.isEmpty else {
                return nil
            }
            return holdsNonFinite(tensor) ? "tensor \(tensor.dtype)" : nil
        default: return nil
        }
    }

    private func holdsNonFinite(_ tensor: TensorProto) -> Bool {
        tensor.floatValues.contains { !$0.isFinite }
            || tensor.doubleValues.contains { !$0.isFinite }
            || tensor.complex64Values.contains { !$0.isFinite }
            || tensor.complex128Values.contains { !$0.isFinite }
            || contentHoldsNonFinite(tensor)
            || tensor.variantValues.contains { $0.tensors.contains(where: holdsNonFinite) }
    }

    /// Whole elements only.
    private func contentHoldsNonFinite(_ tensor: TensorProto) -> Bool {
        switch tensor.dtype {
        case .float, .complex64:
            words(of: tensor, 4).contains { $0 & 0x7f80_0000 == 0x7f80_0000 }
        case .double, .complex128:
            words(of: tensor, 8).contains { Double(bitPattern: $0).isFinite == false }
        case .half: words(of: tensor, 2).contains { $0 & 0x7c00 == 0x7c00 }
        case .bfloat16: words(of: tensor, 2).contains { $0 & 0x7f80 == 0x7f80 }
        case .float8E5M2: tensor.content.contains { $0 & 0x7c == 0x7c }
        case .float8E4M3FN: tensor.content.contains { $0 & 0x7f == 0x7f }
        case .float8E4M3FNUZ, .float8E4M3B11FNUZ, .float8E5M2FNUZ: tensor.content.contains(0x80)
        default: false
        }
    }

    private func words(of tensor: TensorProto, _ byteCount: Int) -> [UInt64] {
        let element =
            tensor.dtype == .complex64 || tensor.dtype == .complex128 ? 2 * byteCount : byteCount
        let end = tensor.content.count / element * element
        return stride(from: 0, to: end, by: byteCount).map { start in
            tensor.content[start..<start + byteCount].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
    }
}
