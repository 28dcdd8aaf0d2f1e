import TFRecord

/// The records of a file by their lengths alone, as far as those fit it.
struct RecordSplit {
    /// A record's place in the file.
    struct Record {
        let offset: Int
        let payload: Range<Int>
        /// Whether both checksums hold.
        let isIntact: Bool
    }

    private(set) var records: [Record] = []

    init(_ file: [UInt8]) {
        var offset = 0
        while let record = Self.record(at: offset, of: file) {
            records.append(record)
            offset = record.payload.upperBound + RecordFormat.footerByteCount
        }
    }

    /// How many bytes at the start of the file are records that nobody can find fault with.
    var intactByteCount: Int {
        records.prefix(while: \.isIntact).last.map {
            $0.payload.upperBound + RecordFormat.footerByteCount
        } ?? 0
    }

    static func record(at offset: Int, of file: [UInt8]) -> Record? {
        guard file.count - offset >= RecordFormat.overheadByteCount else { return nil }
        let length = Array(file[offset..<offset + RecordFormat.lengthByteCount])
        let byteCount = length.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard byteCount <= UInt64(file.count - offset - RecordFormat.overheadByteCount) else {
            return nil
        }
        let start = offset + RecordFormat.headerByteCount
        let payload = start..<start + Int(byteCount)
        let isIntact =
            MaskedCRC32C(of: length) == checksum(at: start - 4, of: file)
            && MaskedCRC32C(of: Array(file[payload])) == checksum(at: payload.upperBound, of: file)
        return Record(offset: offset, payload: payload, isIntact: isIntact)
    }

    private static func checksum(at offset: Int, of file: [UInt8]) -> MaskedCRC32C {
        MaskedCRC32C(
            rawValue: file[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
        )
    }
}
