internal import Logdirs
internal import TFRecord

/// A part of a file that is scanned before it is known how the file goes on until there.
struct FilePart {
    let index: Int
    /// Where the part is cut off the file; its records are those that start within.
    let range: Range<Int>
    let seed: PartSeed
    /// Memory that is set aside for its history.
    let grant: Int
    /// Where its first record starts, nil where none was found.
    private(set) var start: Int?
    /// What was found; nil when the scan was given up.
    private(set) var scan: FileScan?
    private(set) var ending = FileScan.Ending.memory
    private(set) var searchAllowance = 0

    init(index: Int, range: Range<Int>, seed: PartSeed, grant: Int) {
        self.index = index
        self.range = range
        self.seed = seed
        self.grant = grant
    }

    /// Memory that it takes.
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
