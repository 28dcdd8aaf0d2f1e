import TFRecord

@testable import EventInspector

/// A file that is scanned in parts says what it says in one go, whatever is in it.
struct PartedCheck {
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
            for order in [SteppedScan.Order.partsFirst, .random(seed: UInt64(file.count))] {
                let parted = try SteppedScan.scan(Workspace.path, options: options, order: order)
                let issues = parted.issues
                check(Verdict(parted) == Verdict(whole), "another verdict in parts")
                check(issues == whole.issues, "\(issues) in parts, not \(whole.issues)")
                check(parted.byteCount == whole.byteCount, "another end in parts")
            }
        } catch {
            check(false, "the scratch file cannot be read: \(error)")
        }
    }
}
