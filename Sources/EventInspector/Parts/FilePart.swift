internal import Logdirs
internal import TFRecord

/// A part of a file that is scanned ahead, before the bytes in front of it.
struct FilePart {
    let index: Int
    /// The part's range in the file; its records are those that start within.
    let range: Range<Int>
    let seed: PartSeed
    /// The memory reserved for its history.
    let grant: Int
    /// The offset of its first record; `nil` if none was found.
    private(set) var start: Int?
    /// The findings; `nil` if the scan was given up.
    private(set) var scan: FileScan?
    private(set) var ending = FileScan.Ending.memory
    private(set) var searchAllowance = 0

    init(index: Int, range: Range<Int>, seed: PartSeed, grant: Int) {
        self.index = index
        self.range = range
        self.seed = seed
        self.grant = grant
    }

    /// The memory that it uses.
    var byteCount: Int { scan?.history.byteCount ?? 0 }

    /// Scans the part with a reader at its first record.
    mutating func run(_ reader: inout RecordReader, options: ScanOptions) {
        let scan = FileScan(content: .events, options: options)
        scan.events.begin(with: seed)
        start = reader.position
        reader.searchAllowance = seed.searchAllowance
        ending = scan.resume(&reader, until: range.upperBound, memory: grant)
        searchAllowance = reader.searchAllowance
        if ending != .memory { self.scan = scan }
    }
}
