internal import TFRecord

extension RecordFormat {
    /// How many of the first `limit` bytes of consecutive records belong to whole ones.
    static func wholeRecordByteCount(of records: UnsafeRawBufferPointer, in limit: Int) -> Int {
        var end = 0
        while let next = recordEnd(from: end, in: records), next <= limit { end = next }
        return end
    }

    /// The end of the record at `start`; `nil` after the last one.
    static func recordEnd(from start: Int, in records: UnsafeRawBufferPointer) -> Int? {
        guard start + overheadByteCount <= records.count else { return nil }
        let length = records.loadUnaligned(fromByteOffset: start, as: UInt64.self)
        return start + overheadByteCount + Int(UInt64(littleEndian: length))
    }
}
