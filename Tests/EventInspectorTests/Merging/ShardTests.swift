import EventInspector
import SystemPackage
import TestSupport
import Testing

/// The runs of a scan may be divided among processes.
@Suite(.tags(.slow), .unlessSkipped) struct ShardTests {
    private static let counts = TestDepth.includesAllSeeds ? [1, 2, 3, 4, 5] : [1, 3]

    @Test(arguments: counts, [Shard.Rule.bytes, .name])
    func shardsOfTheFixturesGiveTheReportOfOneScan(count: Int, rule: Shard.Rule) throws {
        let whole = try Scan.fixtures()
        let parts = try SharedScan.shards([Fixtures.directory.string], of: count, by: rule)
        let texts = try SharedScan.fixtureTexts()
        #expect(try SharedScan.differences(SharedScan.merge(parts), texts) == [])
        #expect(try SharedScan.differences(SharedScan.merge(parts.reversed()), texts) == [])
        #expect(whole.totals.files > 100)
        #expect(whole.files.contains { $0.unverifiableRecords > 0 })
    }

    @Test(arguments: TestDepth.seeds(6, of: 25))
    func shardsOfAnyLogdirGiveTheReportOfOneScan(seed: UInt64) throws {
        let logdir = try SharedScan.randomLogdir(seed: seed)
        let other = try SharedScan.randomLogdir(seed: seed + 1_000)
        // Not in the order of their names: a scan keeps the order of its paths.
        let paths = [logdir.path, other.path].sorted { $0 > $1 }
        let whole = SharedScan.texts(
            of: try LogdirScanner(options: ScanOptions(jobs: 1)).scan(paths)
        )
        var random = SeededGenerator(seed: seed)
        for count in 1...5 {
            let parts = try SharedScan.shards(paths, of: count).shuffled(using: &random)
            #expect(try SharedScan.differences(SharedScan.merge(parts), whole) == [], "\(count)")
            // As one file, whose pieces may end anywhere.
            var merger = ReportMerger()
            merger.begin("-")
            var bytes = Array(parts.joined().utf8)[...]
            while !bytes.isEmpty {
                let piece = bytes.prefix(Int.random(in: 1...200, using: &random))
                try merger.read(piece)
                bytes = bytes.dropFirst(piece.count)
            }
            try merger.end()
            #expect(SharedScan.differences(try merger.report(), whole) == [])
        }
    }

    @Test func everyRunIsInOneShard() throws {
        let whole = try Scan.fixtures()
        var names: [String] = []
        for number in 1...7 {
            var options = ScanOptions(jobs: 1)
            options.shard = Shard(number: number, of: 7)
            names += try Scan.path(Fixtures.directory, options: options).runs.map(\.name)
        }
        #expect(names.sorted() == whole.runs.map(\.name).sorted())
    }

    @Test func bytesAreDividedEvenly() throws {
        var files: [String: [UInt8]] = [:]
        for run in 0..<40 {
            files["run\(run)/tfevents"] = [UInt8](repeating: 0, count: (run * run * 997) % 300_000)
        }
        let logdir = try TemporaryLogdir(files)
        let shares = try (1...4).map { number in
            var options = ScanOptions(jobs: 1)
            options.shard = Shard(number: number, of: 4)
            return try LogdirScanner(options: options).scan([logdir.path]).totals.bytes
        }
        let even = shares.reduce(0, +) / 4
        #expect(shares.allSatisfy { abs($0 - even) < even / 10 })
    }

    @Test func theOptionsOfAScanApplyToItsShards() throws {
        var options = ScanOptions(jobs: 1)
        options.selection.tags = [Glob("loss*")]
        options.allowances = [Allowance("loss=nan")].compactMap(\.self)
        let whole = try Scan.path(Fixtures.directory, options: options)
        let path = Fixtures.directory.string
        let parts = try SharedScan.shards([path], of: 3, options: options)
        #expect(try SharedScan.differences(SharedScan.merge(parts), whole) == [])
        // Nothing is selected: every shard says so, and so does the joined report, once.
        options.selection.tags = [Glob("no such tag")]
        let nothing = try Scan.path(Fixtures.directory, options: options)
        let empty = try SharedScan.shards([path], of: 3, options: options)
        #expect(try SharedScan.differences(SharedScan.merge(empty), nothing) == [])
        #expect(nothing.unmatched.map(\.pattern) == ["no such tag"])
        #expect(nothing.exitCode == 66)
    }

    @Test(arguments: [(0, 1), (2, 1), (-1, 3), (1, 0), (1, 1_000_001)])
    func aShardsNumberIsInRange(number: Int, count: Int) {
        #expect(Shard(number: number, of: count) == nil)
    }

    @Test func aMissingShardIsNoticed() throws {
        let parts = try SharedScan.shards([Fixtures.directory.string], of: 3)
        let error = #expect(throws: MergeError.self) { try SharedScan.merge([parts[0], parts[2]]) }
        #expect(error?.description == "shard 2 of 3 is missing: 1 in all")
        #expect(throws: MergeError.self) { try SharedScan.merge([parts[0], parts[1], parts[1]]) }
    }

    /// A run that has grown may have gone to another shard for one process and not for the other.
    @Test func filesThatGrowBetweenShardsAreNoticed() throws {
        let logdir = try TemporaryLogdir([
            "a/tfevents": RecordBytes.file(RunBuilder("1 2").events),
            "b/tfevents": RecordBytes.file(RunBuilder("1 2 3n").events),
        ])
        func scan(_ number: Int, _ rule: Shard.Rule) throws -> String {
            var options = ScanOptions(jobs: 1)
            options.shard = Shard(number: number, of: 2, by: rule)
            return JSONLinesFormat().text(
                of: try LogdirScanner(options: options).scan([logdir.path])
            )
        }
        let first = [try scan(1, .bytes), try scan(1, .name)]
        try logdir.files.append(RecordBytes.file(RunBuilder("3 4 5 6").events), to: "a/tfevents")
        let second = [try scan(2, .bytes), try scan(2, .name)]
        let error = #expect(throws: MergeError.self) {
            try SharedScan.merge([first[0], second[0]])
        }
        #expect(error?.description.contains("with Shard.Rule.name") == true)
        #expect(try SharedScan.merge([first[1], second[1]]).runs.map(\.name) == ["a", "b"])
    }
}
