internal import EventDecoding
internal import NonFiniteNumbers
internal import TensorBoardEvents

extension EventScan {
    /// Scans the numbers in the hparams plugin's data.
    ///
    /// An interval that is open on one side is written with an infinity, so those are not findings.
    /// See TensorBoard's `plugins/hparams/summary_v2.py`, `RealInterval`.
    func scanHParams(_ content: UnsafeRawBufferPointer) -> ContentOutcome {
        guard content.count > 0 else { return ContentOutcome() }
        let data: HParamsPluginData
        do {
            data = try HParamsPluginData(decoding: content)
        } catch {
            return ContentOutcome(isMalformed: true)
        }
        var count = 0
        data.forEachNumber { path, number, isOpenEnd in
            count += 1
            guard let kind = NonFiniteKind(of: number), !isOpenEnd else { return }
            // Only the first of a kind is shown.
            let isKnown = observations.contains { $0.kind == kind && $0.place == .hparam }
            add(
                Observation(
                    kind: kind,
                    place: .hparam,
                    count: 1,
                    bits: number.bitPattern,
                    field: isKnown ? nil : String(path().prefix(Self.pathLimit)),
                    dtype: .double
                )
            )
        }
        return ContentOutcome(elementCount: count)
    }

    /// Names may be as long as a message, and findings are kept.
    private static let pathLimit = 256
}
