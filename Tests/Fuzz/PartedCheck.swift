import TFRecord
import TestSupport

@testable import EventInspector

/// A file that is scanned in parts says what it says in one go, whatever is in it.
struct PartedCheck {
    private typealias Order = SteppedWork<PartedScan.Step>.Order

    private let file: [UInt8]

    init(_ file: [UInt8]) {
        self.file = file
    }

    func run() {
        var options = ScanOptions(jobs: 1)
        options.cutting.smallestFile = 1
        options.cutting.head = 60
        options.cutting.part = 120...120
        options.cutting.bytesPerJoinedByte = 0
        let whole = FileScan(content: .events, options: options)
        do {
            var reader = try Workspace.reader(ofFile: file, buffer: Workspace.wholeBuffer)
            whole.run(&reader)
            options.jobs = 3
            let random = Order.random(seed: UInt64(file.count), workers: options.jobs)
            for order in [.aheadFirst, random] {
                let parted = try scan(in: order, options: options)
                let issues = parted.issues
                check(Verdict(parted) == Verdict(whole), "another verdict in parts")
                check(issues == whole.issues, "\(issues) in parts, not \(whole.issues)")
                check(parted.byteCount == whole.byteCount, "another end in parts")
            }
        } catch {
            check(false, "the scratch file cannot be read: \(error)")
        }
    }

    private func scan(in order: Order, options: ScanOptions) throws -> FileScan {
        let parted = try PartedScan(Workspace.path, options: options)
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
