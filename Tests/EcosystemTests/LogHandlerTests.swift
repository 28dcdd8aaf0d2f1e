#if SwiftLog
import Logging
import Synchronization
import TensorBoard
import TensorBoardLogging
import TestSupport
import Testing

/// Messages of swift-log as texts.
@Suite struct LogHandlerTests {
    private func logger(
        _ label: String,
        _ writer: SummaryWriter,
        provider: Logger.MetadataProvider? = nil
    ) -> Logger {
        Logger(label: label) {
            TensorBoardLogHandler(label: $0, writer: writer, metadataProvider: provider)
        }
    }

    /// The lines of a text without their indentation and times.
    private func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map { String($0.dropFirst("    00:00:00.000 ".count)) }
    }

    @Test func theMessagesOfAStepAreOneText() throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        let logger = logger("train", writer)
        logger.info("started")
        logger.warning("slow", metadata: ["batch": "3"])
        writer.step = 1
        logger.error("failed", error: CancellationError())
        try writer.close()

        let texts = try run.texts()
        #expect(texts.map(\.tag) == ["log/train", "log/train"])
        #expect(texts.map(\.step) == [0, 1])
        #expect(lines(texts[0].text) == ["info started", "warning slow batch=3"])
        #expect(
            lines(texts[1].text) == [
                "error failed error.message=CancellationError() error.type=Swift.CancellationError"
            ]
        )
        #expect(texts.allSatisfy { $0.text.hasPrefix("    ") })
    }

    @Test func levelsAndMetadataAreEachLoggersOwn() throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        var first = logger("a", writer)
        var second = first
        first.logLevel = .trace
        first[metadataKey: "who"] = "first"
        second[metadataKey: "who"] = "second"
        first.trace("x")
        second.trace("y")
        second.info("z")
        #expect(first[metadataKey: "who"] == "first")
        try writer.close()
        #expect(
            try run.texts().map { lines($0.text) } == [["trace x who=first", "info z who=second"]]
        )
    }

    /// That of the call beats that of the task, which beats that of the logger.
    @Test func metadataIsMergedByPrecedence() throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        let provider = Logger.MetadataProvider { ["a": "task", "b": "task", "c": "task"] }
        var logger = logger("", writer, provider: provider)
        logger[metadataKey: "a"] = "logger"
        logger[metadataKey: "d"] = "logger"
        logger.info("m", metadata: ["b": "call", "e": ["f": ["g"]]])
        try writer.close()
        let text = try #require(try run.texts().first)
        #expect(text.tag == "log")
        #expect(
            lines(text.text) == [
                "info m a=task b=call c=task d=logger e=\"[\\\"f\\\": [\\\"g\\\"]]\""
            ]
        )
    }

    @Test func handlersOfOneLabelShareTheirTexts() throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        let (first, second) = (logger("a", writer), logger("a", writer))
        first.info("1")
        second.info("2")
        first.info("3")
        logger("b", writer).info("4")
        logger("a", writer.subrun(named: "validation")).info("5")
        try writer.close()
        let texts = try run.texts()
        #expect(texts.map(\.tag).sorted() == ["log/a", "log/b"])
        #expect(
            texts.first { $0.tag == "log/a" }.map { lines($0.text) } == [
                "info 1", "info 2", "info 3",
            ]
        )
    }

    /// Each would otherwise log the text of all messages before it.
    @Test func loggersThatComeAndGoMakeOneText() throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        for number in 0..<50 { logger("a", writer).info("\(number)") }
        try writer.flush()
        #expect(try run.texts().map { lines($0.text).count } == [50])
        logger("a", writer).info("50")
        try writer.close()
        #expect(try run.texts().map { lines($0.text).count } == [50, 51])
    }

    @Test func aMessageBelongsToTheStepOfItsTask() async throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        let logger = logger("a", writer)
        logger.info("at 0")
        await SummaryWriter.withStep(7) {
            await Task { logger.info("at 7") }.value
        }
        try await writer.close()
        #expect(try run.texts().map(\.step) == [0, 7])
    }

    @Test func stepsMayComeFromAFunction() throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        let logger = Logger(label: "a") {
            TensorBoardLogHandler(label: $0, writer: writer, step: { 12 })
        }
        logger.info("x")
        try writer.close()
        #expect(try run.texts().map(\.step) == [12])
    }

    @Test(.timeLimit(.minutes(10))) func theWritersWarningsMayBeLoggedThroughIt() throws {
        let run = try LoggedRun()
        let holder = Mutex<Logger?>(nil)
        let writer = try SummaryWriter(
            logdir: run.directory.path.string,
            options: .init(
                flushInterval: .seconds(600),
                onError: nil,
                onWarning: { warning in holder.withLock(\.self)?.warning("\(warning.message)") }
            )
        )
        let logger = logger("a", writer)
        holder.withLock { $0 = logger }
        writer.addScalar("", 1, step: 1)
        // The text is logged at a step below that of its tag: a warning, which becomes a part of it.
        writer.addText("log/a", "by hand", step: 5)
        logger.info("x")
        try writer.close()
        #expect(try run.texts().last.map { lines($0.text).count } == 3)
        holder.withLock { $0 = nil }
    }

    @Test func everyMessageOfManyTasksIsThere() async throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        let logger = logger("a", writer)
        await withTaskGroup { group in
            for task in 0..<8 {
                group.addTask {
                    for number in 0..<100 { logger.info("\(task)-\(number)") }
                }
            }
        }
        try await writer.close()
        let text = try #require(try run.texts().last)
        #expect(Set(lines(text.text)).count == 800)
    }
}
#endif
