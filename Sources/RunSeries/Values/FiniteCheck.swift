internal import NonFiniteNumbers
internal import TensorBoardEvents

/// Whether a value holds numbers that are not finite, as a scan counts them.
final class FiniteCheck {
    private let tally = TensorTally()

    /// Whether all numbers of a content are finite.
    func isFinite(_ content: ValueView.Content, _ role: PluginRole) -> Bool {
        switch content {
        case .simpleValue(let bits): return Float(bitPattern: bits).isFinite
        case .tensor(let message): return isFinite(tensor: message, role)
        case .histogram(let message):
            var histogram = HistogramTally()
            histogram.scan(message)
            return histogram.evidence.isEmpty
        case .none, .image, .audio, .obsoleteHistogram: return true
        }
    }

    private func isFinite(tensor message: UnsafeRawBufferPointer, _ role: PluginRole) -> Bool {
        if role == .digest, let digest = DumpDigest(vector: SmallTensor.values(of: message)) {
            return digest.nonFiniteCount == 0
        }
        tally.removeAll()
        tally.scan(message)
        let result = tally.result()
        guard !result.counts.isEmpty || !result.isExact else { return true }
        if role == .histograms, let rows = SmallTensor.rows(of: message, tally.shape) {
            return rows.evidence.isEmpty
        }
        return result.counts.isEmpty
    }
}
