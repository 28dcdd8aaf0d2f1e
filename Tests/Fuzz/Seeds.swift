import Foundation
import SystemPackage
import TestSupport

@testable import EventInspector

/// Inputs to begin with, of the targets that take no event files.
///
/// - Returns: 0, as libFuzzer wants it.
@_cdecl("LLVMFuzzerInitialize")
public func prepareFuzzing(
    _ count: UnsafeMutablePointer<CInt>?,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>?
) -> CInt {
    if let directory = ProcessInfo.processInfo.environment["TFEVENTS_FUZZ_SEEDS"] {
        Seeds.write(to: directory)
    }
    return 0
}

private enum Seeds {
    static func write(to directory: String) {
        for (index, seed) in seeds.enumerated() {
            let path = "\(directory)/seed-\(index)"
            try? Data(seed).write(to: URL(fileURLWithPath: path))
        }
    }

    private static var seeds: [[UInt8]] {
        switch Target.current {
        case .files, .explain: []
        case .merge: reports
        case .rules: rules.map { Array(($0 + "\0" + tags.joined(separator: "\0")).utf8) }
        case .globs:
            patterns.flatMap { pattern in tags.map { Array((pattern + "\0" + $0).utf8) } }
        }
    }

    /// What a scan of each directory of fixtures prints, and of parts of it.
    private static var reports: [[UInt8]] {
        let root = Fixtures.directory.string
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
        let paths = names.filter { $0.contains("tfevents") || $0.contains("tfrecord") }.sorted()
        var reports = paths.compactMap { report(root + "/" + $0) }
        reports += Set(paths.map { FilePath($0).removingLastComponent().string }).sorted()
            .flatMap { directory -> [[UInt8]] in
                let parts = (1...2).compactMap { number in
                    Shard(number: number, of: 2).flatMap {
                        report(root + "/" + directory, shard: $0)
                    }
                }
                return [report(root + "/" + directory), Array(parts.joined())].compactMap(\.self)
            }
        return reports.filter { !$0.isEmpty && $0.count <= 8_192 }
    }

    private static func report(_ path: String, shard: Shard? = nil) -> [UInt8]? {
        var options = ScanOptions(jobs: 1)
        options.shard = shard
        guard let report = try? LogdirScanner(options: options).scan([path]) else { return nil }
        let prefix = Fixtures.directory.string + "/"
        return Array(JSONLinesFormat().text(of: report).replacing(prefix, with: "").utf8)
    }

    private static let rules = [
        "gradient   bwd/{layer}/l2\noutput     probe/*\nignored    scratch/*\n",
        "# a comment\r\nloss */loss\r\n\r\nlearning-rate lr\n", "parameter {layer}",
        "update {layer}*",
        "data x\ninput [a-c]?\\*\noutput {layer}/*/{layer}\nmetric *\nloss-scale s",
    ]

    private static let tags = [
        "bwd/lin3/l2", "grad_2.0_norm/fc1.weight", "Train/Samples/train_loss", "probe/a", "loss",
        "dense/kernel_0", "layer0_output_0", "x10/y99/z", "\u{e9}/\u{1f600}/e\u{301}", "",
        "a\u{b2}",
        "decoder.layers.11.self_attn.q_proj.weight/max", "lm loss vs samples",
    ]

    private static let patterns = [
        "*", "?", "a*b*c", "*??b*", "[a-c]*", "[!a-c]?", "[]]", "[^]-a]", "\\*", "[a", "*/\u{e9}*",
        "[\u{80}-\u{7ff}]", "layer?/*",
    ]
}
