import EventInspector
import SystemPackage
import TensorBoardEvents
import TestSupport
import Testing
import Timelines

/// What an explanation says of a break beyond its origin: window, outcome, safe step, siblings.
@Suite struct StoryTests {
    private func step(_ step: Int64, _ values: [(String, Float)]) -> [UInt8] {
        EventBytes.event(
            step: step,
            wallTime: EventBytes.epoch + Double(step),
            values: values.map { EventBytes.scalar($0.0, $0.1) }
        )
    }

    private func explain(
        _ files: [String: [UInt8]],
        _ change: (inout ScanOptions) -> Void = { _ in }
    ) throws -> Explanation {
        let directory = try ScratchDirectory(files)
        var options = ScanOptions(jobs: 1)
        change(&options)
        return try withExtendedLifetime(directory) {
            try RunExplainer(options: options).explain(directory.path.string)
        }
    }

    private func explain(
        _ events: [[UInt8]],
        _ change: (inout ScanOptions) -> Void = { _ in }
    ) throws -> Explanation {
        try explain([Scan.fileName: RecordBytes.file(events)], change)
    }

    // MARK: Safe

    /// A checkpoint is saved after the update, which made use of the gradient that broke.
    @Test func aStepWhoseGradientBrokeIsNotSafeThoughItsParametersWereFinite() throws {
        let story = try #require(
            try explain([
                step(1, [("loss", 1), ("weights/fc.weight/norm", 1), ("grad/fc.weight", 1)]),
                step(2, [("loss", 1), ("weights/fc.weight/norm", 1), ("grad/fc.weight", .nan)]),
                step(
                    3,
                    [("loss", .nan), ("weights/fc.weight/norm", .nan), ("grad/fc.weight", .nan)]
                ),
            ]).stories.first
        )
        #expect(story.step == 2)
        #expect(story.lastFiniteParameters == 1)
    }

    @Test func withoutAParameterNoStepIsCalledSafe() throws {
        let story = try #require(
            try explain([step(1, [("loss", 1)]), step(2, [("loss", .nan)])]).stories.first
        )
        #expect(story.lastFiniteParameters == nil)
    }

    // MARK: Damage and selection

    @Test func aHoleBeforeABreakIsPartOfItsWindow() throws {
        var bytes = RecordBytes.file([step(1, [("loss", 1)])])
        bytes += [UInt8](repeating: 0, count: 4_096)
        bytes += RecordBytes.file([step(90, [("loss", .nan)]), step(91, [("loss", .nan)])])
        let story = try #require(try explain([Scan.fileName: bytes]).stories.first)
        #expect(story.window.contains("damage of"))
        #expect(!story.advice.contains { $0.contains("log every step") })
    }

    @Test func whatDamageMayHaveTakenIsNotCalledTheFirstValue() throws {
        var bytes = RecordBytes.file([step(1, [("x", 1)])])
        bytes += [UInt8](repeating: 0, count: 4_096)
        bytes += RecordBytes.file([step(90, [("loss", .nan)]), step(91, [("loss", .nan)])])
        let story = try #require(try explain([Scan.fileName: bytes]).stories.first)
        #expect(story.window.contains("is not known"))
        #expect(!story.window.contains("the first at which it was logged"))
    }

    @Test func nothingIsSaidOfWhatWasNotSelected() throws {
        let explanation = try explain([
            step(1, [("loss", 1), ("acc", 1)]), step(2, [("loss", .nan), ("acc", 1)]),
        ]) { $0.selection.tags = [Glob("loss")] }
        let story = try #require(explanation.stories.first)
        #expect(story.evidence.contains { $0.contains("nothing else that was selected") })
        #expect(!story.evidence.contains { $0.contains("nothing else was logged") })
        let silent = try explain([step(1, [("loss", 1)])]) { $0.selection.tags = [Glob("typo")] }
        #expect(ExplanationText(now: 0).text(of: silent).hasPrefix("nothing was looked at"))
    }

    /// What a selection cut off was finite, for all that is known.
    @Test func whatTheSelectedStepsLeaveOutIsNotCalledTheFirstValue() throws {
        let names = ["weights/fc.weight/norm", "activations/fc/max", "loss"]
        let events = (1...3 as ClosedRange<Int64>).map { number in
            step(number, names.map { ($0, number < 3 ? 1 : .nan) })
        }
        let story = try #require(try explain(events) { $0.selection.steps = 3...3 }.stories.first)
        #expect(!story.evidence.contains { $0.contains("initialization") })
        #expect(story.evidence.contains { $0.contains("before step 3 was not looked at") })
        let never = (1...3 as ClosedRange<Int64>).map { step($0, names.map { ($0, .nan) }) }
        let other = try #require(try explain(never).stories.first)
        #expect(other.evidence.contains { $0.contains("initialization") })
    }

    /// What is there need not be logged, only looked at.
    @Test func whatTheSelectionHidIsNotAskedFor() throws {
        let events = (1...3 as ClosedRange<Int64>).map { number in
            step(
                number,
                [
                    ("loss", number < 3 ? 1 : .nan), ("grad/fc.weight", 1),
                    ("weights/fc.weight/norm", 1),
                ]
            )
        }
        let story = try #require(
            try explain(events) { $0.selection.tags = [Glob("loss")] }.stories.first
        )
        #expect(!story.advice.contains { $0.hasPrefix("log the gradients") })
        #expect(
            story.advice.contains { $0.hasPrefix("look at the gradients, which were not selected") }
        )
        #expect(story.advice.contains { $0.hasPrefix("look at the parameters, which were") })
        #expect(story.advice.contains { $0.hasPrefix("log the inputs and outputs of each layer") })
    }

    @Test func expectedFindingsAreNotCalledFinite() throws {
        let explanation = try explain([step(1, [("loss", 1)]), step(2, [("loss", .nan)])]) {
            $0.allowances = [Allowance("*=any")].compactMap(\.self)
        }
        let text = ExplanationText(now: 0).text(of: explanation)
        #expect(
            text == "nothing to explain: 1 finding, which is allowed, among 2 values in 1 file\n"
        )
        #expect(ExplanationJSON().text(of: explanation).contains("\"allowed\":1"))
    }

    /// A letter may be a coordinate.
    @Test func aSingleLetterIsNotTheData() throws {
        let events = (1...3 as ClosedRange<Int64>).map { number in
            step(number, [("loss", number < 3 ? 1 : .nan), ("charts/x", number < 3 ? 1 : .nan)])
        }
        let story = try #require(try explain(events).stories.first)
        #expect(story.direction != .data)
        #expect(story.tag == "loss")
    }

    /// One word that has other meanings as well is no certainty.
    @Test func aRoleThatIsGuessedIsHedged() throws {
        let story = try #require(
            try explain([
                step(1, [("features", 1), ("loss", 1)]),
                step(2, [("features", .nan), ("loss", .nan)]),
            ]).stories.first
        )
        #expect(story.evidence.contains { $0.hasPrefix("features looks like data, by its name") })
    }

    // MARK: Outcomes

    /// A measure without a value keeps nobody from seeing that training broke later.
    @Test func aMeasureThatNeverHadAValueIsANote() throws {
        let events = (0..<6 as Range<Int64>).map { number in
            step(number, [("train/loss", number < 4 ? 1 : .nan), ("val/accuracy", .nan)])
        }
        let stories = try explain(events).stories
        #expect(stories.map(\.tag) == ["train/loss", "val/accuracy"])
        #expect(stories.map(\.outcome) == [.broken, .undefinedMeasure])
        #expect(stories.map(\.isNote) == [false, true])
        #expect(
            stories.last?.notes.contains("to expect it: ScanOptions.allowances val/accuracy=nan")
                == true
        )
    }

    @Test func whatComesAndGoesIsCounted() throws {
        let events = (0..<20 as Range<Int64>).map { number in
            step(number, [("loss", number % 5 == 1 ? .nan : 1)])
        }
        let story = try #require(try explain(events).stories.first)
        #expect(story.outcome == .recovered)
        #expect(
            story.notes.contains("loss comes and goes: 4 of 20 values not finite, in 4 stretches")
        )
    }

    @Test(arguments: [FailureRule.nonfinite, .broken])
    func whatFailsIsAChoice(rule: FailureRule) throws {
        let recovered = [
            step(1, [("loss", 1)]), step(2, [("loss", .nan)]), step(3, [("loss", 1)]),
        ]
        let broken = [step(1, [("loss", 1)]), step(2, [("loss", .nan)])]
        for (events, isBroken) in [(recovered, false), (broken, true)] {
            let report = try explain(events) { $0.failureRule = rule }.report
            #expect(report.status == .nonfinite)
            #expect(report.exitCode == (isBroken || rule == .nonfinite ? 1 : 0))
        }
    }

    // MARK: Siblings

    /// An average of gradients spreads one rank's NaN to all.
    @Test func theRankThatBrokeFirstIsToldFirst() throws {
        func rank(_ index: Int, breaksAt bad: Int64) -> [UInt8] {
            RecordBytes.file(
                (0..<20 as Range<Int64>).map { number in
                    step(
                        number,
                        [("loss", number >= bad ? .nan : 1), ("grad_norm", number >= 9 ? .nan : 1)]
                    )
                }
            )
        }
        let files: [String: [UInt8]] = [
            "rank0/events.out.tfevents.1.h": rank(0, breaksAt: 10),
            "rank1/events.out.tfevents.1.h": rank(1, breaksAt: 9),
            "rank2/events.out.tfevents.1.h": rank(2, breaksAt: 10),
        ]
        let explanation = try explain(files)
        #expect(explanation.stories.map(\.run) == ["rank1", "rank0", "rank2"])
        #expect(explanation.stories.dropFirst().allSatisfy { $0.direction == .unknown })
        let note = "rank1 broke first of 3 runs with the same tags: loss at step 9"
        #expect(explanation.report.inputs.first?.notes == [note])
    }

    private func runs(_ names: [String: Int64]) -> [String: [UInt8]] {
        names.reduce(into: [:]) { files, run in
            files["\(run.key)/events.out.tfevents.1.h"] = RecordBytes.file(
                (0..<20 as Range<Int64>).map { step($0, [("loss", $0 >= run.value ? .nan : 1)]) }
            )
        }
    }

    /// Nothing spreads from one seed to another, though they run at the same time.
    @Test func runsThatAreNotRanksAreNotOrdered() throws {
        let explanation = try explain(
            runs(["lr0_seed1": 9, "lr0_seed2": 10, "lr0_seed3": 10, "lr1_seed1": 9])
        )
        #expect(
            explanation.report.inputs.first?.notes == [
                "2 runs with the same tags broke at the same step, 9"
            ]
        )
        #expect(!explanation.stories.compactMap(\.evidence).contains { $0.contains("broke first") })
        let ranks = try explain(runs(["a/rank_0": 9, "a/rank_1": 9]))
        #expect(
            ranks.report.inputs.first?.notes == [
                "2 runs with the same tags broke at the same step, 9: which of them was first is "
                    + "not known"
            ]
        )
    }

    /// Two trainings may share a tag and the hour; a training and its validation are one.
    @Test(arguments: [("train", "validation", true), ("first", "second", false)])
    func onlyPhasesOfOneTrainingBrokeTogether(first: String, second: String, isOne: Bool) throws {
        func run(_ other: String) -> [UInt8] {
            RecordBytes.file(
                (0..<20 as Range<Int64>).map { number in
                    step(number, [("loss", number >= 9 ? .nan : 1), (other, 1)])
                }
            )
        }
        let notes = try explain([
            "\(first)/events.out.tfevents.1.h": run("a"),
            "\(second)/events.out.tfevents.1.h": run("b"),
        ]).report.inputs.first?.notes
        #expect(notes?.count == (isOne ? 1 : 0))
    }

    // MARK: Ties

    /// The order in which gradients are listed is no proof of the order in which they broke.
    @Test func ofGradientsThatBrokeTogetherNoneIsCalledFirst() throws {
        let names = ["grad/embed.weight", "grad/fc1.weight", "grad/head.weight"]
        let events = (1...4 as ClosedRange<Int64>).map { number in
            step(number, [("loss", 1)] + names.map { ($0, number < 4 ? 1 : .nan) })
        }
        let explanation = try explain(events)
        let story = try #require(explanation.stories.first)
        #expect(story.direction == .backward)
        #expect(story.tieCount == 2)
        #expect(
            story.evidence.contains { $0.hasPrefix("3 gradients broke at this step, and the log") }
        )
        let text = TextFormat(now: 0).text(of: explanation.report)
        #expect(text.contains("one of 3 at this step"))
        #expect(!text.contains("← first"))
    }

    /// Finite gradients on the side of the loss alone are what the backward pass leaves.
    @Test func theLastGradientBeforeFiniteOnesIsTheFirst() throws {
        let names = ["grad/fc1.weight", "grad/fc2.weight", "grad/fc3.weight"]
        let events = (1...4 as ClosedRange<Int64>).map { number in
            step(
                number,
                [("loss", 1)] + names.map { ($0, number < 4 || $0 == names[2] ? 1 : .nan) }
            )
        }
        let story = try #require(try explain(events).stories.first)
        #expect(story.tag == "grad/fc2.weight")
        #expect(story.tieCount == 0)
        #expect(story.evidence.contains { $0.hasPrefix("of the 2 gradients") })
    }

    @Test func runsThatBrokeApartAreNotRelated() throws {
        func run(_ bad: Int64) -> [UInt8] {
            RecordBytes.file(
                (0..<60 as Range<Int64>).map { step($0, [("loss", $0 >= bad ? .nan : 1)]) }
            )
        }
        let explanation = try explain([
            "seed0/events.out.tfevents.1.h": run(10), "seed1/events.out.tfevents.1.h": run(50),
        ])
        #expect(explanation.stories.map(\.run) == ["seed0", "seed1"])
        #expect(explanation.report.inputs.first?.notes == [])
    }

    /// Epochs and iterations are not compared.
    @Test func anEpochsLossDoesNotHideTheIterationThatBroke() throws {
        var events: [[UInt8]] = []
        for number in 0..<40 as Range<Int64> {
            events.append(step(number * 10, [("train/loss", number >= 25 ? .nan : 1)]))
            if number % 10 == 9 {
                events.append(
                    EventBytes.event(
                        step: number / 10,
                        wallTime: EventBytes.epoch + Double(number * 10) + 1,
                        values: [EventBytes.scalar("val/loss", number >= 25 ? .nan : 1)]
                    )
                )
            }
        }
        let story = try #require(try explain(events).stories.first)
        #expect(story.tag == "train/loss")
        #expect(story.step == 250)
        #expect(story.notes.contains { $0.contains("count in other steps") })
    }
}
