import EventInspector
import SystemPackage
import TestSupport
import Testing

/// A list of files in place of a look through the logdir.
struct FileListTests {
    private func scan(
        _ paths: [String],
        of logdir: String,
        isPart: Bool = false
    ) throws -> ScanReport {
        var options = ScanOptions(jobs: 1)
        options.isPart = isPart
        let list = FileList(paths.map { Array($0.utf8) }, of: logdir)
        return try LogdirScanner(options: options).scan([], list: list)
    }

    @Test(.tags(.slow), .unlessSkipped) func aListOfAllFilesGivesTheReportOfTheLogdir() throws {
        let root = Fixtures.directory.string
        let whole = try Scan.fixtures()
        let files = whole.files.map { root + "/" + $0.path }
        let texts = try SharedScan.fixtureTexts()
        // Files that are none of events, twice, spelled in another way, and their directories.
        let more =
            files + files.map { root + "//./x/../" + $0.dropFirst(root.count) }
            + [root + "/README.md", root + "/demo", root]
        #expect(SharedScan.differences(try scan(more.reversed(), of: root), texts) == [])
    }

    @Test(arguments: UInt64(1)...8)
    func listsOfWholeRunsAreJoined(seed: UInt64) throws {
        let logdir = try SharedScan.randomLogdir(seed: seed)
        // What leads in circles is nobody's file, and is told of by a look through the logdir only.
        try? logdir.files.remove("always/back")
        let whole = try logdir.scan()
        var random = SeededGenerator(seed: seed)
        var groups: [String: [String]] = [:]
        for file in whole.files {
            groups[file.run, default: []].append(logdir.path + "/" + file.path)
        }
        let parts = try groups.values.shuffled(using: &random).map {
            JSONLinesFormat().text(of: try scan($0, of: logdir.path))
        }
        #expect(try SharedScan.differences(SharedScan.merge(parts), whole) == [])
    }

    @Test func aDividedRunIsRefused() throws {
        let logdir = try TemporaryLogdir(run: "1 2 | 3n 4")
        let parts = try (0..<2).map {
            let path = logdir.path(RunBuilder.fileName($0))
            return JSONLinesFormat().text(of: try scan([path], of: logdir.path))
        }
        let error = #expect(throws: MergeError.self) { try SharedScan.merge(parts) }
        #expect(error?.code == .conflicting)
        #expect(error?.description.contains("as ScanOptions.shard does") == true)
    }

    @Test(arguments: [
        "other/tfevents", "run", "runs2/tfevents", "runs/../tfevents", "/runs/tfevents",
    ])
    func aPathOutsideTheLogdirIsAnError(path: String) {
        #expect(throws: ScanError.notBelow(path: path, logdir: "runs")) {
            try scan([path], of: "runs")
        }
    }

    @Test func aMissingFileIsAnError() throws {
        let logdir = try TemporaryLogdir(run: "1")
        let path = logdir.path("gone/tfevents")
        #expect(throws: ScanError.noSuchPath(path)) { try scan([path], of: logdir.path) }
    }

    @Test func aPartMayBeEmptyAndNotAllOfThem() throws {
        #expect(throws: ScanError.self) { try scan([], of: "runs") }
        let empty = JSONLinesFormat().text(of: try scan([], of: "runs", isPart: true))
        let error = #expect(throws: MergeError.self) { try SharedScan.merge([empty, empty]) }
        #expect(error?.code == .empty)
    }

    /// Names need not be UTF-8.
    @Test func theBytesOfANameAreKept() throws {
        let logdir = try TemporaryLogdir()
        let script = #"cd "$1" && mkdir $'r\xff' && cat > $'r\xff/tfevents' < /dev/null"#
        try Shell.run(script, [logdir.path])
        let path = Array(logdir.path.utf8) + [0x2f, 0x72, 0xff, 0x2f] + Array("tfevents".utf8)
        let report = try LogdirScanner(options: ScanOptions(jobs: 1))
            .scan([], list: FileList([path], of: logdir.path))
        #expect(SharedScan.differences(report, try logdir.scan()) == [])
        #expect(report.runs.map(\.name) == [#"r\xff"#])
    }
}
