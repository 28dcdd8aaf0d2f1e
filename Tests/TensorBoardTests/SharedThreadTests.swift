import Foundation
import Platform
import SystemPackage
import TestSupport
import Testing

@testable import TensorBoard

/// All writers share a few threads, and none waits for another's disk.
@Suite struct SharedThreadTests {
    #if os(Linux)
    @Test func fiveHundredWritersShareAFewThreads() throws {
        let run = try WrittenRun()
        let outcome = try LoggingProcess(run.logdir, "crowd").finish()
        #expect(outcome.status == 0)
        let most = try #require(Int(outcome.output.split(separator: "\n").last ?? ""))
        // A sanitizer has a thread of its own.
        let isSanitized = ProcessInfo.processInfo.environment["TFEVENTS_SANITIZER"] != nil
        // The main thread, those that write, and one that watches the time.
        #expect(most <= 1 + SharedThreads.usualCount + 1 + (isSanitized ? 1 : 0))
    }
    #endif

    /// More of them than threads that work at the same time.
    @Test func stuckDisksLeaveTheOthersTheirThreads() throws {
        let run = try WrittenRun()
        var options = SummaryWriter.Options.silent
        options.flushInterval = .zero
        let stuck = try (0..<SharedThreads.usualCount + 2).map { _ in
            let pipe = try FileDescriptor.pipe()
            let writer = SummaryWriter(writingTo: pipe.writeEnd, options: options)
            writer.addTensor("t", [UInt8](repeating: 1, count: 1 << 20), step: 0)
            return (pipe: pipe, writer: writer)
        }
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        writer.addScalar("a", 1, step: 1)
        try Patience.wait(for: "a value next to stuck pipes") { try run.scalars() == ["a@1=1.0"] }
        try writer.close()
        for (pipe, writer) in stuck {
            try pipe.readEnd.close()
            #expect(throws: WriterError.self) { try writer.close() }
            try pipe.writeEnd.close()
        }
    }

    @Test func aWriterThatIsClosedIsForgotten() throws {
        let run = try WrittenRun()
        weak var queue: EventQueue?
        do {
            var options = SummaryWriter.Options.silent
            options.flushInterval = .seconds(3_000)
            let writer = try SummaryWriter(logdir: run.logdir, options: options)
            writer.addScalar("a", 1, step: 1)
            queue = writer.queue
            try writer.close()
        }
        try Patience.wait(for: "the end of a queue that is closed") { queue == nil }
        #expect(queue == nil)
    }
}

/// What is due first comes first.
@Suite struct ScheduleTests {
    private final class Work: RecurringWork {
        func doWork() -> Int64? { nil }
    }

    private func order(_ schedule: inout Schedule, _ works: [Work], at now: Int64) -> [Int?] {
        var order: [Int?] = []
        while let next = schedule.removeFirst(dueAt: now) {
            order.append(works.firstIndex { $0 === next })
        }
        return order
    }

    @Test func workIsTakenInTheOrderOfItsTimes() {
        let works = (0..<5).map { _ in Work() }
        var schedule = Schedule()
        for (work, time) in zip(works, [30, 10, 20, 10, 40] as [Int64]) {
            let isNews = schedule.add(work, at: time)
            #expect(isNews)
        }
        #expect(schedule.firstTime == 10)
        let orders = [9, 30, 39, .max].map { order(&schedule, works, at: $0) }
        #expect(orders == [[], [1, 3, 2, 0], [], [4]])
        #expect(schedule.isEmpty)
    }

    @Test func workIsMovedToAnEarlierTimeOnly() {
        let works = (0..<3).map { _ in Work() }
        var schedule = Schedule()
        for work in works { _ = schedule.add(work, at: 10) }
        let areNews = [schedule.add(works[0], at: 20), schedule.add(works[2], at: 5)]
        #expect(areNews == [false, true])
        for _ in 0..<2 { schedule.remove(works[1]) }
        let order = order(&schedule, works, at: .max)
        #expect(order == [2, 0])
    }
}
