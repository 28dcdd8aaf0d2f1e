import SystemPackage
import TFRecord
import TestSupport

@testable import EventInspector

/// Drives a scan in parts by hand, so that its workers do things in a chosen order.
struct SteppedScan {
    typealias Order = SteppedWork<PartedScan.Step>.Order

    private let parted: PartedScan

    init(_ parted: PartedScan) {
        self.parted = parted
    }

    static func scan(_ path: FilePath, options: ScanOptions, order: Order) throws -> FileScan {
        try Self(PartedScan(path, options: options)).run(order)
    }

    /// The report on one file.
    static func report(
        _ path: FilePath,
        options: ScanOptions,
        order: Order
    ) throws -> ScanReport {
        let plan = try RunPlan([path.string], list: nil, allowsEmpty: false, jobs: 1)
        let queue = ScanQueue(plan, options: options)
        while let unit = queue.next() {
            for work in unit {
                let scan = try Self.scan(path, options: options, order: order)
                _ = queue.finish(work, FileOutcome(file: work.file, scan: scan))
            }
        }
        var results = queue.results()
        for index in results.indices { results[index].conclude(options) }
        return ScanReport(
            results,
            inputs: plan.inputs.map(ScanReport.Input.init),
            isSelective: !options.selection.isEverything,
            shard: nil
        )
    }

    /// The scan, when all parts are read.
    func run(_ order: Order) throws -> FileScan {
        let buffer = ReadBuffer()
        try SteppedWork(
            next: parted.next,
            demand: { step in
                switch step {
                case .scanAhead: .ahead
                case .read, .take: .inOrder
                case .wait: .wait
                case .leave: .leave
                }
            },
            perform: { parted.perform($0, buffer) }
        ).run(order)
        return parted.scan
    }
}
