internal import Dispatch
public import Logdirs
internal import SystemPackage
internal import TFRecord
internal import TensorBoardEvents

/// A scanner that finds the non-finite numbers in logdirs, event files, datasets and standard
/// input.
///
/// ```swift
/// let report = try LogdirScanner(options: ScanOptions(jobs: 2)).scan(["runs"])
/// for finding in report.findings {
///     print(finding.run, finding.tag, finding.first.step)
/// }
/// ```
public struct LogdirScanner: Sendable {
    private let options: ScanOptions

    /// Creates a scanner.
    public init(options: ScanOptions) {
        self.options = options
    }

    /// Reads every byte under the paths, and of standard input for `-`.
    ///
    /// Equal input gives an equal report, however many jobs there are.
    ///
    /// - Parameters:
    ///   - paths: Logdirs, event files, datasets or `-`.
    ///   - list: Files of one more logdir, which is not searched itself; none by default.
    /// - Returns: The report on all of them, or on ``ScanOptions/shard``.
    /// - Throws: `ScanError` when nothing is there to read. A path that is not there, among others
    ///   that are, and later failures are part of the report.
    public func scan(_ paths: [String], list: FileList? = nil) throws(ScanError) -> ScanReport {
        var plan = try RunPlan(
            paths,
            list: list,
            excluding: options.excludedFiles,
            allowsEmpty: options.isPart,
            jobs: options.jobs
        )
        let names = plan.runs.map(\.name)
        plan.select(options.selection)
        let shard = options.shard.map {
            ScanReport.Part(shard: $0, division: $0.division(of: plan.runs))
        }
        if let shard = options.shard { plan.keep(shard) }
        options.progress?.expect(byteCount: plan.byteCount)
        keepCopies(&plan)
        var results = run(plan)
        if !options.isPart, shard == nil,
            let error = ScanError(ofForeign: results, inputs: plan.inputs)
        {
            throw error
        }
        if !options.isPart, shard == nil { try plan.refuseEmptyStreams(results, options) }
        for index in results.indices { results[index].conclude(options) }
        var report = ScanReport(
            results,
            inputs: plan.inputs.map(ScanReport.Input.init),
            isSelective: !options.selection.isEverything,
            shard: shard,
            failureRule: options.failureRule,
            wording: options.wording
        )
        if options.firstOnly { report.forgetWhatFollows() }
        report.findGaps(options, runs: names, results, excluding: plan.matchedExclusions)
        // Of a part, whoever joins the reports does it.
        if !options.isPart, shard == nil { report.relateSiblings() }
        report.takeNotes(options.wording)
        if options.checksRange, report.files.allSatisfy({ $0.features == nil }) {
            report.notes.append("no tf.train.Example was read, so no range was checked")
        }
        return report
    }

    /// Has each stream copied while it is read, if what broke in it will be looked for.
    private func keepCopies(_ plan: inout RunPlan) {
        guard !options.exitCodeOnly else { return }
        plan.changeFiles { file in
            guard file.isReadOnce else { return }
            // Without a copy the findings are told nevertheless.
            file.copy = try? SpooledStream(for: file, limit: options.largestCopy)
        }
    }

    /// Reads the files of a plan, without yet searching for the origin in each run.
    func run(_ plan: RunPlan) -> [RunResult] {
        let queue = ScanQueue(plan, options: options)
        while true {
            scanFiles(of: queue)
            // All workers scan each of these together.
            let large = queue.takeLarge()
            if large.isEmpty { break }
            for work in large { _ = queue.finish(work, scanTogether(work.file)) }
        }
        return queue.results()
    }

    /// Scans files until there are no more, or a large one must be scanned first.
    private func scanFiles(of queue: ScanQueue) {
        let workerCount = max(1, min(options.jobs, queue.unitCount))
        DispatchQueue.concurrentPerform(iterations: workerCount) { _ in
            let buffer = ReadBuffer()
            while let unit = queue.next() {
                for work in unit {
                    guard let outcome = scan(work.file, buffer: buffer) else {
                        queue.putOff(work)
                        continue
                    }
                    guard queue.finish(work, outcome) else { break }
                }
            }
        }
    }

    /// Scans a file; `nil` if all workers are to scan it together.
    private func scan(_ file: LogdirFile, buffer: ReadBuffer) -> FileOutcome? {
        let scan = FileScan(content: file.content, options: options)
        var failure: RecordError?
        do throws(RecordError) {
            if let errno = file.failure {
                throw RecordError(code: .open, path: file.path ?? "", errno: errno)
            }
            if let foreign = file.foreign {
                return FileOutcome(file: file, scan: scan, foreign: foreign)
            }
            let source = try file.open()
            var reader = try RecordReader(source, path: file.path ?? "-", buffer: buffer)
            if let foreign = try file.foreignFile(&reader) {
                return FileOutcome(file: file, scan: scan, foreign: foreign)
            }
            if isLarge(file, source) { return nil }
            scan.run(&reader, progress: options.progress)
            if scan.holdsNoRecord, file.hasAmbiguousName {
                return FileOutcome(file: file, scan: scan, foreign: ForeignFile(.noRecords))
            }
        } catch {
            failure = error
        }
        return FileOutcome(file: file, scan: scan, failure: failure)
    }

    private func isLarge(_ file: LogdirFile, _ source: any ByteSource) -> Bool {
        guard options.jobs > 1, !options.firstOnly, !options.exitCodeOnly,
            file.content == .events, file.spooledPath == nil, let file = source.randomAccess
        else { return false }
        return file.byteCount >= options.cutting.smallestFile
    }

    private func scanTogether(_ file: LogdirFile) -> FileOutcome {
        do throws(RecordError) {
            let scan = try PartedScan.scan(file.path ?? "", options: options)
            return FileOutcome(file: file, scan: scan)
        } catch {
            let scan = FileScan(content: file.content, options: options)
            return FileOutcome(file: file, scan: scan, failure: error)
        }
    }
}
