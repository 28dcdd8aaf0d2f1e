import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// Two writers of one directory are told apart by nothing that TensorBoard shows.
@Suite struct SharedDirectoryTests {
    private let run: WrittenRun
    private let warnings = Collected<WriterWarning>()

    init() throws {
        run = try WrittenRun()
    }

    private func writer(_ name: String = "", purgeStep: Int? = nil) throws -> SummaryWriter {
        var options = SummaryWriter.Options.silent
        options.onWarning = { [warnings] in warnings.append($0) }
        let logdir = run.logdir + (name.isEmpty ? "" : "/" + name)
        return try SummaryWriter(logdir: logdir, purgeStep: purgeStep, options: options)
    }

    private func log(_ tags: [String], step: Int, to writers: SummaryWriter...) {
        for writer in writers {
            for tag in tags { writer.addScalar(tag, 1, step: step) }
        }
    }

    @Test func aTagOfTwoWritersIsToldOnce() throws {
        let (one, two) = (try writer(), try writer())
        log(["a", "b"], step: 1, to: one)
        #expect(warnings.all.isEmpty)
        log(["c"], step: 1, to: two)
        #expect(warnings.all.isEmpty)
        log(["b", "a"], step: 2, to: two, one, two)
        #expect(warnings.all.map(\.code) == [.sharedTag])
        #expect(warnings.all.map(\.tag) == ["b"])
        try one.close()
        try two.close()
    }

    @Test(arguments: 0..<4)
    func everyKindOfValueCounts(kind: Int) throws {
        let (one, two) = (try writer(), try writer())
        for writer in [one, two] {
            switch kind {
            case 0: writer.addTensor("a", [1], step: 1)
            case 1: writer.addHistogram("a", [1], step: 1)
            case 2: writer.addScalars(["a": 1], step: 1)
            default: writer.addText("a", "b", step: 1)
            }
        }
        #expect(warnings.all.map(\.code) == [.sharedTag])
        try one.close()
        try two.close()
    }

    @Test func workersWithTagsOfTheirOwnAreFine() throws {
        let writers = try (0..<4).map { _ in try writer() }
        for (rank, writer) in writers.enumerated() {
            log(["loss/rank\(rank)"], step: 1, to: writer)
        }
        for writer in writers { try writer.close() }
        #expect(warnings.all.isEmpty)
    }

    /// One after the other, and one that takes back what came before.
    @Test func resumedRunsAreFine() throws {
        let first = try writer()
        log(["a"], step: 1, to: first)
        try first.close()
        do {
            let second = try writer()
            log(["a"], step: 2, to: second)
        }
        let third = try writer()
        log(["a"], step: 3, to: third)
        let fourth = try writer(purgeStep: 2)
        log(["a"], step: 2, to: fourth)
        try third.close()
        try fourth.close()
        #expect(warnings.all.isEmpty)
    }

    @Test func directoriesAreComparedByWhereTheyAre() throws {
        let root = try writer()
        let below = root.subrun(named: "train")
        let other = root.subrun(named: "validation")
        log(["a"], step: 1, to: root, below, other, root.subrun(named: "train"))
        #expect(warnings.all.isEmpty)
        try root.flush()
        try run.directory.link("link", to: "train")
        let same = try writer("link")
        log(["a"], step: 1, to: same)
        #expect(warnings.all.map(\.code) == [.sharedTag])
        try same.close()
        try root.close()
        // Closed ones are forgotten.
        let later = try writer("train")
        log(["a"], step: 2, to: later)
        #expect(warnings.all.count == 1)
        try later.close()
    }

    @Test func manyThreadsMayAskAtOnce() async throws {
        let (one, two) = (try writer(), try writer())
        await withTaskGroup { group in
            for writer in [one, two] {
                group.addTask {
                    for tag in 0..<500 { writer.addScalar("\(tag)", 1, step: 1) }
                }
            }
        }
        try await one.close()
        try await two.close()
        #expect(warnings.all.allSatisfy { $0.code == .sharedTag })
        #expect(1...2 ~= warnings.all.count)
        #expect(try run.values().count == 1_000)
    }
}

/// TensorBoard shows the hyperparameters of a run's first session alone.
@Suite struct EarlierHParamsTests {
    private let run: WrittenRun
    private let warnings = Collected<WriterWarning>()

    init() throws {
        run = try WrittenRun()
    }

    private func session(
        _ hparams: KeyValuePairs<String, HParamValue>,
        before: (SummaryWriter) -> Void = { _ in }
    ) throws {
        var options = SummaryWriter.Options.silent
        options.onWarning = { [warnings] in warnings.append($0) }
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        before(writer)
        writer.addHParams(hparams)
        writer.addScalar("loss", 1, step: warnings.all.count)
        try writer.close()
    }

    @Test func equalOnesAreFine() throws {
        try session(["lr": 0.1, "layers": [1, 2], "name": "a", "none": nil])
        try session(["name": "a", "layers": [1, 2], "lr": .init(Float(0.1))])
        #expect(warnings.all.isEmpty)
    }

    @Test func othersAreTold() throws {
        try session(["lr": 0.1, "batch": 8, "name": "a"])
        try session(["lr": 0.2, "batch": 8, "epochs": 3, "é": true])
        #expect(warnings.all.map(\.code) == [.earlierHParams])
        let message = try #require(warnings.all.first?.message)
        #expect(message.contains("(epochs, lr, name and 1 more)"))
        // The first session still counts.
        try session(["lr": 0.1, "batch": 8, "name": "a"])
        #expect(warnings.all.count == 1)
    }

    @Test func theyMayFollowOtherValues() throws {
        try session(["lr": 0.1]) { writer in
            for step in 0..<1_000 { writer.addScalar("before", 1, step: step) }
        }
        try session(["lr": 0.2])
        #expect(warnings.all.map(\.code) == [.earlierHParams])
    }

    /// The look is short: what lies far behind is not found, and costs nothing.
    @Test func whatLiesFarBehindIsNotLookedAt() throws {
        try session(["lr": 0.1]) { writer in
            writer.addTensor("large", [UInt8](repeating: 1, count: 2 << 20), step: 0)
        }
        try session(["lr": 0.2])
        #expect(warnings.all.isEmpty)
    }

    @Test(arguments: [[], [1, 2, 3], [UInt8](repeating: 0xff, count: 100)])
    func damagedFilesArePassedOver(bytes: [UInt8]) throws {
        let scratch = run.directory
        try scratch.write(bytes, to: "events.out.tfevents.0000000001.a.1.0")
        try session(["lr": 0.1])
        try session(["lr": 0.2])
        #expect(warnings.all.map(\.code) == [.earlierHParams])
    }

    @Test func runsOfOneWriterHaveTheirOwn() throws {
        var options = SummaryWriter.Options.silent
        options.onWarning = { [warnings] in warnings.append($0) }
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        for rate in [0.1, 0.2] {
            writer.subrun(named: "\(rate)").addHParams(["lr": .init(rate)])
        }
        try writer.close()
        #expect(warnings.all.isEmpty)
    }
}
