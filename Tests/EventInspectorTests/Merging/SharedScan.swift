import EventInspector
import TestSupport

/// A scan that several processes share, and a scan of one's own to hold it against.
enum SharedScan {
    static let formats: [any ReportFormat] = [
        TextFormat(now: 1_700_003_600), TextFormat(now: 1_700_003_600, showsAll: true),
        JSONFormat(), JSONLinesFormat(),
    ]

    /// The reports of all shards, in JSON Lines.
    static func shards(
        _ paths: [String],
        of count: Int,
        by rule: Shard.Rule = .bytes,
        options: ScanOptions = ScanOptions(jobs: 1)
    ) throws -> [String] {
        try (1...count).map { number in
            var options = options
            options.shard = Shard(number: number, of: count, by: rule)
            return JSONLinesFormat().text(of: try LogdirScanner(options: options).scan(paths))
        }
    }

    /// Joins reports.
    static func merge(_ parts: [String]) throws -> ScanReport {
        var merger = ReportMerger()
        for (index, part) in parts.enumerated() {
            try merger.read(Array(part.utf8), named: "part\(index)")
        }
        return try merger.report()
    }

    /// The differences of two reports in any format, as the formats' names.
    static func differences(_ left: ScanReport, _ right: ScanReport) -> [String] {
        differences(left, texts(of: right))
    }

    /// The differences of a report from texts of another, as the formats' names.
    static func differences(_ left: ScanReport, _ right: [String]) -> [String] {
        zip(formats, right).filter { $0.text(of: left) != $1 }.map { "\(type(of: $0.0))" }
    }

    /// A report in all formats, for one that several others are compared with.
    static func texts(of report: ScanReport) -> [String] {
        formats.map { $0.text(of: report) }
    }

    /// The report on all fixtures, in all formats.
    static func fixtureTexts() throws -> [String] { try fixtures.get() }

    private static let fixtures = Result { texts(of: try Scan.fixtures()) }

    /// A logdir of runs in which something is not finite here and there, and some files are damaged.
    static func randomLogdir(seed: UInt64) throws -> TemporaryLogdir {
        var random = SeededGenerator(seed: seed)
        var files: [String: [UInt8]] = [:]
        let names = ["", "a/", "a/b/", "a-b/", "Z/", "\u{e9}/", "run\n2/", "z/z/z/"]
        for name in names where Bool.random(using: &random) {
            for file in 0..<Int.random(in: 1...3, using: &random) {
                let words = (0..<Int.random(in: 0...40, using: &random)).map { step in
                    let tag = ["loss", "lr", "grad/\u{202e}x"].randomElement(using: &random) ?? ""
                    return "\(tag)=\(step)"
                        + (["", "", "", "n", "i"].randomElement(using: &random) ?? "")
                }
                var bytes = RunBuilder(words.joined(separator: " ")).fileBytes.values.first ?? []
                if Int.random(in: 0..<4, using: &random) == 0,
                    let place = bytes.indices.randomElement(using: &random)
                {
                    bytes[place] ^= 0xff
                }
                files[name + RunBuilder.fileName(file)] = bytes
            }
        }
        files["always/tfevents"] = RecordBytes.file(RunBuilder("1 2n 3").events)
        let logdir = try TemporaryLogdir(files)
        if Bool.random(using: &random) { try logdir.files.link("always/back", to: "..") }
        return logdir
    }
}
