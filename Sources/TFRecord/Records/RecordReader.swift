public import SystemPackage

/// Reads the records of a TFRecord file in order and survives whatever it finds there.
///
/// The checksums of lengths and payloads are always verified. Damage is skipped and listed in
/// ``damage``, and reading resumes at the next record whose checksums match. Files compressed with
/// gzip or zlib are recognized by their first bytes. The corresponding TensorFlow class is
/// `RecordReader` (`lib/io/record_reader.h`).
///
/// ```swift
/// var reader = try RecordReader(opening: "train.tfrecord")
/// while let record = try reader.next() {
///     print(record.offset, record.payload.count)
/// }
/// ```
public struct RecordReader: ~Copyable {
    /// One record, copied out of the reader's buffer.
    public struct Record: Hashable, Sendable {
        /// The record's start, in bytes from the start of the (decompressed) file.
        public let offset: Int
        /// The serialized message.
        public let payload: [UInt8]
        /// Whether the payload's checksum matches.
        public let checksumIsValid: Bool
    }

    /// The damaged stretches found so far, in file order.
    public private(set) var damage: [RecordDamage] = []

    // The buffer holds the bytes [bufferOffset, bufferOffset + filled) of the source, of which
    // those starting at `cursor` have not been used.
    var source: any ByteSource
    private(set) var path: FilePath
    private(set) var buffer: ReadBuffer
    var bufferOffset: Int
    var cursor = 0
    var filled = 0

    /// Whether the file's writer may still be at work, so that a cut tail must be left alone.
    package var isLive = false
    /// Set at the cut tail of a live file, which is left for later.
    var hasEnded = false
    /// Whether the file is compressed, so that it can only be read from its start.
    package internal(set) var isCompressed = false
    /// Whether a cut tail was reported; a compressed stream can have one even between records.
    var hasToldOfCutTail = false
    /// The source's failure, thrown once the buffered bytes are consumed.
    var failure: RecordError?
    /// Complete records seen; decides whether bytes at the end are a tail or all there is.
    var recordCount = 0
    /// The offset at which reading began.
    private(set) var startOffset: Int
    /// The first byte of the last payload whose checksum failed, while its length is in doubt.
    var doubtfulSince: Int?
    /// A record found after damage, to be read whatever its header's checksum says.
    var trustedHeader: TrustedHeader?
    /// The bytes that verifying candidates may still read; see `holdsRecord(payloadByteCount:)`.
    var verificationAllowance = RecordReader.initialVerificationAllowance

    // While a payload larger than `wholeLimit` streams past:
    var payloadRemaining = 0
    var payloadChecksum = CRC32C()
    var streamedOffset: Int?

    /// Opens a record file, plain or compressed.
    ///
    /// - Parameter path: A file, or a pipe or device, which is read as a stream.
    /// - Throws: ``RecordError`` when the file cannot be opened or its first bytes cannot be read.
    public init(opening path: FilePath) throws(RecordError) {
        let isStream = FileStatus(of: path)?.kind == .stream
        let source: any ByteSource =
            isStream ? try StreamSource(opening: path) : try FileSource(opening: path)
        try self.init(source, path: path, buffer: ReadBuffer())
    }

    /// Creates a reader of `source`, whose next byte is byte `offset` of the file.
    package init(
        _ source: any ByteSource,
        path: FilePath,
        buffer: ReadBuffer,
        at offset: Int = 0
    ) throws(RecordError) {
        self.source = source
        self.path = path
        self.buffer = buffer
        self.bufferOffset = offset
        self.startOffset = offset
        if offset == 0 { try sniffCompression() }
        if filled == 0, let failure { throw failure }
    }

    /// The next record, or `nil` after the last complete one.
    ///
    /// Payloads are copied; one larger than 2 GiB is listed in ``damage`` and skipped.
    ///
    /// - Throws: ``RecordError`` when the file cannot be read any further.
    public mutating func next() throws(RecordError) -> Record? {
        while true {
            switch try step() {
            case .end:
                return nil
            case .damage(let found):
                damage.append(found)
            case .record(let frame):
                if let payload = frame.payload {
                    note(frame.checksum, of: frame)
                    return Record(
                        offset: frame.offset,
                        payload: [UInt8](payload),
                        checksumIsValid: frame.checksum == .valid
                    )
                }
                guard frame.payloadByteCount <= RecordFormat.maximumPayloadByteCount else {
                    _ = try finishPayload()
                    continue
                }
                var payload: [UInt8] = []
                payload.reserveCapacity(frame.payloadByteCount.clamped(to: Self.firstReservation))
                while let chunk = try nextPayloadChunk() { payload.append(contentsOf: chunk) }
                let checksum = try finishPayload()
                note(checksum, of: frame)
                if checksum == .torn { continue }
                return Record(
                    offset: frame.offset,
                    payload: payload,
                    checksumIsValid: checksum == .valid
                )
            }
        }
    }

    private mutating func note(_ checksum: RecordFrame.Checksum, of frame: RecordFrame) {
        if let found = damage(of: frame, checksum: checksum) { damage.append(found) }
    }

    /// The damage that a record's checksum reveals, if any.
    package func damage(
        of frame: RecordFrame,
        checksum: RecordFrame.Checksum
    ) -> RecordDamage? {
        switch checksum {
        case .valid, .absent, .pending:
            nil
        case .invalid:
            RecordDamage(
                kind: .dataChecksum,
                offset: frame.offset,
                byteCount: frame.payloadByteCount + RecordFormat.overheadByteCount
            )
        case .torn:
            RecordDamage(
                kind: .truncatedTail,
                offset: frame.offset,
                byteCount: position - frame.offset
            )
        }
    }

    /// Advances to the next record, damage, or the end for now.
    ///
    /// - Throws: ``RecordError`` once, in place of the end, when reading fails.
    package mutating func step() throws(RecordError) -> RecordStep {
        let step = try nextStep()
        switch step {
        case .end:
            if let failure {
                self.failure = nil
                hasEnded = true
                throw failure
            }
            guard source.endsEarly, !hasToldOfCutTail else { return step }
            hasToldOfCutTail = true
            return .damage(RecordDamage(kind: .truncatedTail, offset: position, byteCount: 0))
        case .damage(let damage):
            if damage.kind == .truncatedTail { hasToldOfCutTail = true }
            return step
        case .record:
            return step
        }
    }

    private mutating func nextStep() throws(RecordError) -> RecordStep {
        if hasEnded { return .end }
        if streamedOffset != nil { _ = try finishPayload() }
        let offset = position
        let available = try require(RecordFormat.headerByteCount)
        if available < RecordFormat.headerByteCount { return try endOfFile(leaving: available) }

        if let trusted = trustedHeader, trusted.offset == offset {
            trustedHeader = nil
            return try record(at: offset, payloadByteCount: trusted.payloadByteCount)
        }
        let header = RecordHeader(unread)
        guard header.isIntact else { return try recoverHeader(at: offset) }
        guard let payloadByteCount = header.payloadByteCount else {
            return try skipOversize(at: offset, length: header.length)
        }
        return try record(at: offset, payloadByteCount: payloadByteCount)
    }

    /// Reads the record whose header, at the front of the buffer, is known to be valid.
    private mutating func record(
        at offset: Int,
        payloadByteCount: Int
    ) throws(RecordError) -> RecordStep {
        let total = payloadByteCount + RecordFormat.overheadByteCount
        guard total <= wholeLimit else {
            if let file = source.randomAccess, file.byteCount - offset < total {
                // The bytes in the buffer may be gone from the file.
                let available = max(filled - cursor, file.byteCount - offset)
                return try tornRecord(at: offset, availableByteCount: available)
            }
            recordCount += 1
            cursor += RecordFormat.headerByteCount
            payloadRemaining = payloadByteCount
            payloadChecksum = CRC32C()
            streamedOffset = offset
            return .record(
                RecordFrame(
                    offset: offset,
                    payloadByteCount: payloadByteCount,
                    payload: nil,
                    checksum: .pending
                )
            )
        }
        let available = try require(total)
        guard available >= total else {
            return try tornRecord(at: offset, availableByteCount: available)
        }
        var checksum = self.checksum(ofWhole: total)
        if checksum == .invalid {
            if let found = try recordInside(at: offset, byteCount: total) { return found }
            // Reading past the record may have moved it within the buffer.
            guard try require(total) >= total else { return try step() }
            checksum = self.checksum(ofWhole: total)
        }
        recordCount += 1
        doubtfulSince = nil
        let payload = UnsafeRawBufferPointer(
            rebasing: unread[
                RecordFormat.headerByteCount..<total - RecordFormat.footerByteCount
            ]
        )
        cursor += total
        return .record(
            RecordFrame(
                offset: offset,
                payloadByteCount: payloadByteCount,
                payload: payload,
                checksum: checksum
            )
        )
    }

    /// The verdict of the checksum of the record at the front of the buffer, all of which is there.
    func checksum(ofWhole total: Int) -> RecordFrame.Checksum {
        let end = total - RecordFormat.footerByteCount
        let payload = UnsafeRawBufferPointer(
            rebasing: unread[RecordFormat.headerByteCount..<end]
        )
        let footer = UInt32(
            littleEndian: unread.loadUnaligned(fromByteOffset: end, as: UInt32.self)
        )
        return RecordFrame.Checksum(
            stored: MaskedCRC32C(rawValue: footer),
            computed: MaskedCRC32C(of: payload)
        )
    }

    /// A protobuf-sized first guess; a header's claim is not reason enough to reserve more.
    private static let firstReservation = 16 * 1024 * 1024
}

extension Int {
    fileprivate func clamped(to limit: Int) -> Int { Swift.min(self, limit) }
}
