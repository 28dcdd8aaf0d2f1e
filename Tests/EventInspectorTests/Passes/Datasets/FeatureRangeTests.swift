import EventInspector
import TestSupport
import Testing

/// Features of examples outside of 0…1, and features that some examples lack.
struct FeatureRangeTests {
    private static func options(_ selection: ScanSelection = ScanSelection()) -> ScanOptions {
        var options = ScanOptions(jobs: 1)
        options.checksRange = true
        options.selection = selection
        return options
    }

    private static func features(
        _ examples: [[UInt8]],
        _ selection: ScanSelection = ScanSelection()
    ) throws -> [String] {
        let report = try Scan.examples(examples, options: options(selection))
        return (report.files.first?.features ?? []).map(\.brief)
    }

    private static let healthy = (0..<4).map { _ in
        ExampleBytes.example(
            ExampleBytes.floats("image", [0, 0.5, 1]),
            ExampleBytes.bytes("label", [7])
        )
    }

    @Test func aHealthyDatasetHasNoSuspiciousFeature() throws {
        #expect(try Self.features(Self.healthy) == ["image 4 of 4, 0.0 to 1.0", "label 4 of 4"])
        let report = try Scan.examples(Self.healthy, options: Self.options())
        #expect(report.exitCode == 0)
        #expect(TextFormat(now: 0).text(of: report).contains("every float is within 0…1"))
    }

    enum Layout: CaseIterable { case packed, loose, rows, large }

    /// An image of 0…255 in record 2, however its floats are laid out.
    @Test(arguments: Layout.allCases)
    func floatsOutsideAreCountedInEveryLayout(layout: Layout) throws {
        func image(_ floats: [Float]) -> [UInt8] {
            switch layout {
            case .packed: ExampleBytes.example(ExampleBytes.floats("x", floats))
            case .loose: ExampleBytes.example(ExampleBytes.looseFloats("x", floats))
            case .rows: ExampleBytes.sequence(lists: [ExampleBytes.rows("x", [floats, [0.5]])])
            // Streams past instead of being held in the buffer.
            case .large:
                ExampleBytes.example(
                    ExampleBytes.floats("x", floats + [Float](repeating: 0.5, count: 1 << 19))
                )
            }
        }
        let examples = [image([0, 1]), image([0.5]), image([-1, 255, 0.5, .nan]), image([2])]
        let features = try Self.features(examples)
        #expect(features == ["x 4 of 4, -1.0 to 255.0, 3 outside in 2 from 2"])
        #expect(try Scan.examples(examples, options: Self.options()).exitCode == 1)
    }

    @Test(arguments: [
        // One letter for each record: present, empty, missing.
        ("pppp", "y 4 of 4"), ("mppp", "y 3 of 4, 1 missing from 0"),
        ("pmpm", "y 2 of 4, 2 missing from 1"), ("pppm", "y 3 of 4, 1 missing from 3"),
        ("peep", "y 2 of 4, 2 empty from 1"),
        ("mepp", "y 2 of 4, 1 empty from 1, 1 missing from 0"),
    ])
    func gapsAreCounted(records: String, brief: String) throws {
        let examples = records.map { letter in
            switch letter {
            case "p": ExampleBytes.example(ExampleBytes.bytes("y", [1]))
            case "e": ExampleBytes.example(ExampleBytes.bytes("y", []))
            default: ExampleBytes.example(ExampleBytes.bytes("z", [1]))
            }
        }
        let found = try Self.features(examples).filter { $0.hasPrefix("y") }
        #expect(found == [brief])
    }

    /// What is empty everywhere is not expected to be there.
    @Test func aFeatureThatIsAlwaysEmptyIsNotSuspicious() throws {
        let examples = (0..<3).map { _ in ExampleBytes.example(ExampleBytes.floats("x", [])) }
        let report = try Scan.examples(examples, options: Self.options())
        #expect(report.status == .finite)
    }

    @Test func theStatusIsSuspiciousUnlessSomethingIsNotFinite() throws {
        let outside = ExampleBytes.example(ExampleBytes.floats("x", [255]))
        let bad = ExampleBytes.example(ExampleBytes.floats("x", [.nan]))
        #expect(try Scan.examples([outside], options: Self.options()).status == .suspicious)
        #expect(try Scan.examples([outside, bad], options: Self.options()).status == .nonfinite)
        #expect(try Scan.examples([outside]).status == .finite)
    }

    @Test func onlyTheSelectedFeaturesAndRecordsAreChecked() throws {
        let examples = (0..<4).map { index in
            ExampleBytes.example(
                ExampleBytes.floats("x", [Float(index)]),
                ExampleBytes.floats("y", [Float(index)])
            )
        }
        let features = try Self.features(
            examples,
            ScanSelection(excludedTags: [Glob("y")], steps: 1...2)
        )
        #expect(features == ["x 2 of 2, 1.0 to 2.0, 1 outside in 1 from 2"])
    }

    @Test func reportsAreReadAgain() throws {
        let examples = [
            ExampleBytes.example(ExampleBytes.floats("x", [255])),
            ExampleBytes.example(ExampleBytes.floats("y", [])),
        ]
        let report = try Scan.examples(examples, options: Self.options())
        let merged = try SharedScan.merge([JSONLinesFormat().text(of: report)])
        #expect(SharedScan.differences(report, merged).isEmpty)
        #expect(merged.status == .suspicious)
    }

    @Test func withoutExamplesTheReportSaysThatNothingWasChecked() throws {
        let report = try Scan.events(
            [EventBytes.scalar("loss", 2, step: 1)],
            options: Self.options()
        )
        #expect(report.exitCode == 0)
        #expect(report.notes == ["no tf.train.Example was read, so no range was checked"])
    }
}

extension DatasetFeature {
    /// Such as `x 3 of 4, 0.0 to 255.0, 7 outside in 2 from 1, 1 missing from 0`.
    fileprivate var brief: String {
        var text = "\(name) \(examples) of \(examples + empty + missing)"
        if let least, let greatest { text += ", \(least) to \(greatest)" }
        if let firstOutside {
            text += ", \(outside) outside in \(outsideExamples) from \(firstOutside)"
        }
        if let firstEmpty { text += ", \(empty) empty from \(firstEmpty)" }
        if let firstMissing { text += ", \(missing) missing from \(firstMissing)" }
        return text
    }
}
