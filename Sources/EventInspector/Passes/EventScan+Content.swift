internal import ClampedArithmetic
internal import NonFiniteNumbers
internal import TFRecord
internal import TensorBoardEvents

/// Finds the non-finite numbers in each kind of content; findings go to `observations`.
extension EventScan {
    /// Scans one content in memory.
    ///
    /// - Returns: The number of numbers that were scanned.
    func scan(
        _ content: ValueView.Content,
        role: PluginRole,
        nodeName: UnsafeRawBufferPointer
    ) -> ContentOutcome {
        switch content {
        case .none, .image:
            return ContentOutcome()
        case .simpleValue(let bits):
            scanSimpleValue(bits)
            return ContentOutcome(elementCount: 1)
        case .tensor(let message):
            return scanTensor(message, role: role, nodeName: nodeName)
        case .histogram(let message):
            var histogram = HistogramTally()
            histogram.scan(message)
            return note(histogram)
        case .audio(let message):
            return scanAudio(message)
        case .obsoleteHistogram:
            countUnread()
            return ContentOutcome()
        }
    }

    func scanSimpleValue(_ bits: UInt32) {
        guard let kind = NonFiniteKind(of: Double(Float(bitPattern: bits))) else { return }
        add(
            Observation(
                kind: kind,
                place: .simpleValue,
                count: 1,
                flatIndex: 0,
                bits: UInt64(bits),
                bitWidth: 32,
                dtype: .float,
                shape: TensorShape()
            )
        )
    }

    func scanTensor(
        _ message: UnsafeRawBufferPointer,
        role: PluginRole,
        nodeName: UnsafeRawBufferPointer
    ) -> ContentOutcome {
        if isNumericSummary(nodeName), let count = scanNumericSummary(message) {
            return ContentOutcome(elementCount: count)
        }
        if role == .digest, let count = scanDigest(message) {
            return ContentOutcome(elementCount: count)
        }
        tensor.removeAll()
        tensor.scan(message)
        let result = tensor.result()
        var outcome = ContentOutcome(
            elementCount: result.elementCount,
            isMalformed: result.isMalformed
        )
        if !result.counts.isEmpty || !result.isExact {
            if role == .histograms, let rows = SmallTensor.rows(of: message, tensor.shape) {
                note(rows)
            } else {
                note(result, of: tensor, place: role == .histograms ? .histogram : .tensor)
            }
        }
        if tensor.holdsVariants {
            outcome.add(scanVariants(of: message, depth: 0))
        }
        return outcome
    }

    /// Turns the findings of a histogram's rows into observations.
    func note(_ rows: HistogramRows) {
        for evidence in rows.evidence { add(Observation(evidence)) }
    }

    /// Sums up a legacy histogram.
    func note(_ histogram: HistogramTally) -> ContentOutcome {
        for evidence in histogram.evidence { add(Observation(evidence)) }
        return ContentOutcome(
            elementCount: histogram.elementCount,
            isMalformed: histogram.isMalformed
        )
    }

    /// Turns a tensor's counts into observations.
    func note(_ result: TensorTally.Result, of tally: TensorTally, place: Place) {
        for (kind, found) in result.counts.found {
            add(
                Observation(
                    kind: kind,
                    place: place,
                    count: found.count,
                    countIsExact: result.isExact,
                    flatIndex: found.firstIndex,
                    bits: found.firstBits,
                    bitWidth: result.bitWidth,
                    dtype: tally.dtype,
                    shape: tally.shape
                )
            )
        }
    }

    /// Scans the tensors inside the variants of a tensor.
    private func scanVariants(of message: UnsafeRawBufferPointer, depth: Int) -> ContentOutcome {
        var outcome = ContentOutcome()
        guard depth < VariantTensors.maximumDepth else {
            outcome.isMalformed = true
            return outcome
        }
        var variants = VariantTensors(message)
        while let nested = variants.next() {
            let tally = TensorTally()
            tally.scan(nested)
            let result = tally.result()
            note(result, of: tally, place: .tensor)
            outcome.add(
                ContentOutcome(
                    elementCount: result.elementCount,
                    isMalformed: result.isMalformed
                )
            )
            if tally.holdsVariants { outcome.add(scanVariants(of: nested, depth: depth + 1)) }
        }
        if variants.isMalformed { outcome.isMalformed = true }
        return outcome
    }

    func scanAudio(_ message: UnsafeRawBufferPointer) -> ContentOutcome {
        var reader = WireReader(message)
        var count = 0
        while reader.advance() {
            guard reader.fieldNumber == FieldNumber.Audio.sampleRate, reader.wireType == .fixed32
            else { continue }
            count += 1
            scanSampleRate(UInt32(truncatingIfNeeded: reader.bits))
        }
        return ContentOutcome(elementCount: count, isMalformed: reader.isMalformed)
    }

    func scanSampleRate(_ bits: UInt32) {
        guard let kind = NonFiniteKind(of: Double(Float(bitPattern: bits))) else { return }
        add(
            Observation(
                kind: kind,
                place: .audio,
                count: 1,
                bits: UInt64(bits),
                bitWidth: 32,
                field: "sample_rate",
                dtype: .float
            )
        )
    }

    /// Adds an observation of the current value; the same kind at the same place adds up.
    func add(_ observation: Observation) {
        let known = observations.firstIndex {
            $0.kind == observation.kind && $0.place == observation.place
        }
        guard let known else {
            observations.append(observation)
            return
        }
        observations[known].count.addClamped(observation.count)
        if !observation.countIsExact { observations[known].countIsExact = false }
    }

    /// The digest of a dumped tensor; `nil` if the tensor is not one after all.
    private func scanDigest(_ message: UnsafeRawBufferPointer) -> Int? {
        guard let digest = DumpDigest(vector: SmallTensor.values(of: message)) else { return nil }
        let counts: [(NonFiniteKind, Int)] = [
            (.nan, digest.nanCount), (.positiveInfinity, digest.positiveInfinityCount),
            (.negativeInfinity, digest.negativeInfinityCount),
        ]
        let isSingle = counts.filter { $0.1 > 0 }.count == 1
        for (kind, count) in counts where count > 0 {
            add(
                Observation(
                    kind: kind,
                    place: .digest,
                    count: count,
                    // It does not say which of several kinds came first.
                    flatIndex: isSingle ? digest.firstNonFiniteIndex : nil,
                    dtype: digest.dtype,
                    shape: TensorShape(digest.shape.map(Int64.init))
                )
            )
        }
        return digest.elementCount
    }

    func isNumericSummary(_ nodeName: UnsafeRawBufferPointer) -> Bool {
        let suffix = ":DebugNumericSummary".utf8
        return nodeName.count > suffix.count && nodeName.suffix(suffix.count).elementsEqual(suffix)
    }

    /// The health vector of tfdbg version 1; `nil` if the tensor is not one after all.
    private func scanNumericSummary(_ message: UnsafeRawBufferPointer) -> Int? {
        let vector = SmallTensor.values(of: message)
        guard let verdict = DebugHealth.numericSummary(of: vector) else { return nil }
        note(verdict, field: nil)
        return verdict.elementCount
    }

    /// Turns a health vector into observations.
    func note(_ verdict: DebugHealth.Verdict, field: String?) {
        for (kind, count, isExact) in verdict.counts {
            add(
                Observation(
                    kind: kind,
                    place: .debugHealth,
                    count: count,
                    countIsExact: isExact,
                    field: field
                )
            )
        }
    }
}

extension Observation {
    init(_ evidence: HistogramEvidence) {
        self.init(
            kind: evidence.kind,
            place: .histogram,
            count: evidence.count,
            countIsExact: false,
            flatIndex: evidence.index,
            bits: evidence.bits,
            field: evidence.field
        )
    }
}
