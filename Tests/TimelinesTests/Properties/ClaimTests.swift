import TestSupport
import Testing
import Timelines

/// What is claimed of a run, and what is said not to be known.
struct ClaimTests {
    @Test func aCopyIsNamedOnceAndCountsForNothing() {
        for seed in 0..<60 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let run = MadeRun(.copies, using: &random)
            var original = run
            original.files.removeLast()
            let timeline = run.timeline
            #expect(timeline.copies.map(\.file) == [run.files.count - 1], "seed \(seed)")
            #expect(timeline.writers == original.timeline.writers, "seed \(seed)")
            #expect(timeline.outcome == original.timeline.outcome)
        }
    }

    /// A restart at a step supersedes what was logged from there on, to its own last step.
    @Test(arguments: [true, false])
    func aRestartSupersedesTheStepsThatItLogsAgain(hasStart: Bool) throws {
        var run = MadeRun()
        run.roles = [0: .loss]
        run.addFile(process: 1)
        for step in 0..<60 as Range<Int64> {
            run.log(step: step, time: Double(step), value: step < 50 ? .finite : .nan)
        }
        run.addFile(process: 2)
        if hasStart { run.start(step: 40) }
        for step in 40..<56 as Range<Int64> { run.log(step: step, time: 100 + Double(step)) }
        let timeline = run.timeline
        let writer = try #require(timeline.writers.first)
        #expect(writer.attempts.map(\.beginning) == [.first, .restarted(step: 40)])
        #expect(timeline.outcome == .recoveredByRestart)
        let superseded = (0..<60).filter { writer.isSuperseded(step: $0, of: 0, in: 0) }
        #expect(superseded == Array(40..<56))
        #expect(timeline.toldFirst?.isSuperseded == true)
        // TensorBoard hides by the step of the start alone.
        let point = LoggedPoint(file: 0, place: 59, time: 0, step: 58)
        #expect(timeline.isPurged(point) == hasStart)
    }

    @Test func anAttemptThatHasNotPassedTheStepProvesNothing() {
        var run = MadeRun()
        run.roles = [0: .loss]
        run.addFile(process: 1)
        for step in 0..<60 as Range<Int64> {
            run.log(step: step, time: Double(step), value: step < 50 ? .finite : .nan)
        }
        run.addFile(process: 2)
        for step in 40..<49 as Range<Int64> { run.log(step: step, time: 100 + Double(step)) }
        #expect(run.timeline.outcome == .unknown)
        #expect(run.timeline.reason == .notYetPassed)
    }

    @Test(arguments: [("a", 2, nil), ("b", 2, Doubt.otherHost), ("a", 1, .sameProcess)])
    func aSecondRunIsAnAttemptOnlyOfTheSameHostAndAnotherProcess(
        host: String,
        process: Int,
        doubt: Doubt?
    ) {
        var run = MadeRun()
        run.roles = [0: .loss]
        run.addFile(host: "a", process: 1)
        for step in 0..<9 as Range<Int64> {
            run.log(step: step, time: Double(step), value: step < 8 ? .finite : .nan)
        }
        run.addFile(host: host, process: process)
        for step in 0..<9 as Range<Int64> { run.log(step: step, time: 100 + Double(step)) }
        let timeline = run.timeline
        guard let doubt else {
            #expect(timeline.writers.map(\.attemptCount) == [2])
            #expect(timeline.writers[0].attempts[1].beginning == .runAgain)
            #expect(timeline.outcome == .recoveredByRestart)
            return
        }
        #expect(timeline.writers.map(\.attemptCount) == [1, 1])
        #expect(timeline.writers[1].relations == [.doubtful(writer: 0, doubt, seconds: 92)])
        #expect(timeline.outcome == .broken)
        #expect(timeline.isHedged)
    }

    @Test func ofTagsWrittenOneAfterTheOtherWithoutAClockNobodyCanTellTheOrder() throws {
        var run = MadeRun()
        run.roles = [0: .loss, 1: .loss, 2: .loss]
        run.addFile()
        for tag in 0..<3 {
            let stride = Int64([1, 7, 100][tag])
            for index in 0..<5 as Range<Int64> {
                run.log(
                    tag,
                    step: index * stride,
                    time: -1_700_000_000,
                    value: index < 4 ? .finite : .nan
                )
            }
        }
        let timeline = run.timeline
        let breaks = timeline.breaks
        try #require(breaks.count == 3)
        #expect(timeline.order(of: breaks[0], breaks[1]) == .cannotTell)
        #expect(timeline.writers[0].axes.relation(of: 0, to: 1) == .unknown)
    }

    @Test func ofRanksTheOneAtTheSmallerStepWasFirst() throws {
        var run = MadeRun()
        run.roles = [0: .loss, 1: .loss]
        for rank in 0..<3 {
            run.addFile(process: rank)
            for step in 0..<20 as Range<Int64> {
                let isBroken = step >= [15, 12, 15][rank]
                run.log(
                    step: step,
                    time: Double(step) + Double(rank) / 8,
                    value: isBroken ? .nan : .finite
                )
            }
        }
        let timeline = run.timeline
        #expect(timeline.writers.map(\.files) == [[0], [1], [2]])
        let told = try #require(timeline.toldFirst)
        #expect(told.writer == 1)
        let ranks = timeline.breaks.sorted { $0.writer < $1.writer }
        #expect(timeline.order(of: ranks[0], ranks[1]) == .after)
        #expect(timeline.order(of: ranks[0], ranks[2]) == .together)
    }

    @Test func whatWasNotReadIsNotKnown() {
        var run = MadeRun()
        run.addFile()
        for step in 0..<5 as Range<Int64> { run.log(step: step, time: Double(step)) }
        run.leaveOut(3)
        var timeline = run.timeline
        #expect(timeline.outcome == .unknown)
        #expect(timeline.reason == .unread)
        #expect(timeline.hasUnread(in: 0, before: 100))
        #expect(!timeline.hasUnread(in: 0, before: 3))
        run.log(step: 6, time: 6)
        timeline = run.timeline
        #expect(timeline.outcome == .healthy)
        #expect(timeline.unread.count == 1)
    }

    /// A 32-bit counter that wraps goes on: no restart, no pass, and steps that grow.
    @Test func aCounterThatWrappedGoesOn() throws {
        for seed in 0..<60 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let writers = MadeRun(.wrapped, using: &random).timeline.writers
            #expect(writers.map(\.attemptCount) == [1])
            let history = try #require(writers[0].attempts[0].tags[0])
            #expect(history.passes == 1 && !history.jitters, "seed \(seed)")
            #expect(history.last.step == history.steps.upperBound)
        }
    }

    @Test(arguments: [RunKind.jitter, .startsThatContinue, .axes, .converter, .holes])
    func whatIsNoRestartIsNotToldAsOne(kind: RunKind) {
        for seed in 0..<60 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let writers = MadeRun(kind, using: &random).timeline.writers
            #expect(writers.map(\.attemptCount) == [1], "seed \(seed)")
        }
    }

    @Test func unitsOfCountingAreToldApart() {
        for seed in 0..<60 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let axes = MadeRun(.axes, using: &random).timeline.writers[0].axes
            #expect(axes.relation(of: 0, to: 2) == .different, "seed \(seed)")
            if axes.axis(of: 3) != nil {
                #expect(axes.relation(of: 0, to: 3) == .different, "seed \(seed)")
            }
        }
    }

    /// A run that died at its first step, and was run again.
    @Test func theFirstStepLoggedAgainIsARunAgain() {
        var run = MadeRun()
        run.roles = [0: .loss]
        run.addFile(process: 1)
        run.log(step: 0, time: 0, value: .nan)
        run.addFile(process: 2)
        for step in 0..<9 as Range<Int64> { run.log(step: step, time: 100 + Double(step)) }
        #expect(run.timeline.writers.flatMap(\.attempts).map(\.beginning) == [.first, .runAgain])
        #expect(run.timeline.outcome == .recoveredByRestart)
    }

    @Test func eachFoldIsAPass() {
        for seed in 0..<60 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let run = MadeRun(.folds, using: &random)
            let folds = run.points(of: 2, in: 0, starting: 0).count { $0.step == 0 }
            let passes = run.timeline.writers[0].attempts[0].tags.values.map(\.passes)
            #expect(passes == [folds, folds], "seed \(seed)")
        }
    }
}
