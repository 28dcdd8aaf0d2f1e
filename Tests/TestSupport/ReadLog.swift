package import TFRecord

/// All that a reader said of a file, step by step.
package struct ReadLog: Hashable, Sendable {
    /// A record as the reader handed it out.
    package struct Record: Hashable, Sendable {
        package let offset: Int
        package let payloadByteCount: Int
        /// Empty where payloads were not kept.
        package let payload: [UInt8]
        package let checksum: RecordFrame.Checksum

        package var range: Range<Int> {
            offset..<offset + payloadByteCount + RecordFormat.overheadByteCount
        }
    }

    package enum Step: Hashable, Sendable {
        case record(Record)
        case damage(RecordDamage)
    }

    /// What the reader found, in the order in which it did.
    package private(set) var steps: [Step] = []
    /// All damage, also that of records whose checksum does not fit.
    package private(set) var damage: [RecordDamage] = []

    /// The records whose payload is all there.
    package var records: [Record] {
        steps.compactMap { if case .record(let record) = $0 { record } else { nil } }
    }

    package var payloads: [[UInt8]] { records.map(\.payload) }

    /// Why reading was given up.
    package enum Failure: Error {
        case doesNotEnd
    }

    /// Reads up to the end; so many steps as `stepLimit` mean that there is none.
    package init(
        reading reader: inout RecordReader,
        keepingPayloads: Bool = true,
        stepLimit: Int = 5_000_000
    ) throws {
        for _ in 0..<stepLimit {
            switch try reader.step() {
            case .end: return
            case .damage(let found):
                steps.append(.damage(found))
                damage.append(found)
            case .record(let frame):
                try note(frame, of: &reader, keepingPayload: keepingPayloads)
            }
        }
        throw Failure.doesNotEnd
    }

    private mutating func note(
        _ frame: RecordFrame,
        of reader: inout RecordReader,
        keepingPayload: Bool
    ) throws {
        var payload: [UInt8] = []
        var checksum = frame.checksum
        if let whole = frame.payload {
            if keepingPayload { payload = [UInt8](whole) }
        } else {
            while let chunk = try reader.nextPayloadChunk() {
                if keepingPayload { payload.append(contentsOf: chunk) }
            }
            checksum = try reader.finishPayload()
        }
        let found = reader.damage(of: frame, checksum: checksum)
        if let found { damage.append(found) }
        if checksum == .torn, let found {
            steps.append(.damage(found))
        } else {
            steps.append(
                .record(
                    Record(
                        offset: frame.offset,
                        payloadByteCount: frame.payloadByteCount,
                        payload: payload,
                        checksum: checksum
                    )
                )
            )
        }
    }
}

extension ReadLog {
    /// The two ways in which bytes reach a reader.
    package enum Way: String, CaseIterable, Sendable {
        /// From a file that can be looked into ahead.
        case file
        /// From a pipe or a decompressor, once and front to back.
        case stream
    }

    /// Reads `bytes` up to the end.
    package init(
        of bytes: [UInt8],
        from way: Way = .file,
        bufferByteCount: Int = ReadBuffer.defaultByteCount
    ) throws {
        switch way {
        case .file:
            try self.init(of: ScratchFile(bytes), bufferByteCount: bufferByteCount)
        case .stream:
            var reader = try ScriptedSource(bytes).reader(bufferByteCount: bufferByteCount)
            try self.init(reading: &reader)
        }
    }

    /// Reads a file up to the end.
    package init(
        of file: ScratchFile,
        bufferByteCount: Int = ReadBuffer.defaultByteCount
    ) throws {
        var reader = try file.reader(bufferByteCount: bufferByteCount)
        try self.init(reading: &reader)
    }
}
