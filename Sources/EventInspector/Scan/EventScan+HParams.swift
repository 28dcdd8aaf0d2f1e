internal import TensorBoardEvents

extension EventScan {
    /// Looks at the numbers in the hparams plugin's data.
    ///
    /// An interval that is open to either side is written with infinities, so those are no
    /// findings. See TensorBoard's `plugins/hparams/summary_v2.py`, `RealInterval`.
    func scanHParams(_ content: UnsafeRawBufferPointer) -> Int {
        guard content.count > 0 else { return 0 }
        let data: HParamsPluginData
        do {
            data = try HParamsPluginData(decoding: content)
        } catch {
            isMalformed = true
            return 0
        }
        var count = 0
        data.forEachNumber { path, number in
            count += 1
            guard let kind = NonFiniteKind(of: number) else { return }
            if path.hasSuffix(".domain_interval.min_value"), kind == .negativeInfinity { return }
            if path.hasSuffix(".domain_interval.max_value"), kind == .positiveInfinity { return }
            add(
                Observation(
                    kind: kind,
                    place: .hparam,
                    count: 1,
                    bits: number.bitPattern,
                    field: path,
                    dtype: .double
                )
            )
        }
        return count
    }
}
