import SystemPackage
import TFRecord
import TestSupport

@testable import EventInspector

/// Drives a scan in parts by hand, so that its workers do things in a chosen order.
struct SteppedScan {
    /// Who is to act next.
    enum Order {
        /// The scan itself goes on only when nothing is left to scan ahead.
        case partsFirst
        /// Workers take turns by chance.
        case random(seed: UInt64)
    }

    private let parted: PartedScan
    private let buffer = ReadBuffer()

    init(_ parted: PartedScan) {
        self.parted = parted
    }

    static func scan(
        _ path: FilePath,
        options: ScanOptions,
        order: Order
    ) throws(RecordError) -> FileScan {
        let stepped = Self(try PartedScan(path, options: options))
        return switch order {
        case .partsFirst: stepped.partsFirst()
        case .random(let seed): stepped.randomly(SeededGenerator(seed: seed), workers: options.jobs)
        }
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

    /// Scans ahead as far as it goes before each step of the scan itself.
    func partsFirst() -> FileScan {
        while true {
            var held: [PartedScan.Step] = []
            loop: while true {
                let step = parted.next()
                switch step {
                case .scanAhead: parted.perform(step, buffer)
                case .read, .take: held.append(step)
                case .wait, .leave: break loop
                }
            }
            if held.isEmpty { return parted.scan }
            for step in held { parted.perform(step, buffer) }
        }
    }

    private func randomly(_ start: SeededGenerator, workers: Int) -> FileScan {
        var generator = start
        var held: [PartedScan.Step?] = Array(repeating: nil, count: workers)
        var waitCount = 0
        // All may wait only where nobody has anything to do, which would be for ever.
        while waitCount < 1_000 {
            let worker = Int.random(in: 0..<workers, using: &generator)
            if let step = held[worker] {
                parted.perform(step, buffer)
                held[worker] = nil
                waitCount = 0
                continue
            }
            let step = parted.next()
            switch step {
            case .read, .take, .scanAhead: held[worker] = step
            case .wait: waitCount += 1
            case .leave: if held.allSatisfy({ $0 == nil }) { return parted.scan }
            }
        }
        fatalError("all workers wait")
    }
}
