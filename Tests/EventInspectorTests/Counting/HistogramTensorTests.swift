import EventInspector
import TensorBoardEvents
import TestSupport
import Testing

/// TensorFlow 2's histograms, rows of left edge, right edge and count.
struct HistogramTensorTests {
    /// Rows, and the kinds that they show.
    struct Case: Sendable, CustomStringConvertible {
        let data: String
        let rows: [[Double]]
        let kinds: [NonFiniteKind]

        var description: String { data }
    }

    private static let nan = Double.nan
    private static let inf = Double.infinity

    static let cases = [
        Case(data: "finite", rows: [[0, 1, 5], [1, 2, 3]], kinds: []),
        Case(data: "none, no bucket", rows: [], kinds: []),
        Case(data: "equal, one bucket", rows: [[-0.5, 0.5, 9]], kinds: []),
        Case(data: "NaN: every edge", rows: [[nan, nan, 0], [nan, nan, 0]], kinds: [.nan]),
        Case(
            data: "+Inf, numpy's path: the first left edge is an artefact",
            rows: [[nan, inf, 7], [inf, inf, 0]],
            kinds: [.positiveInfinity]
        ),
        Case(
            data: "-Inf, numpy's path: only the last edge is finite",
            rows: [[nan, nan, 0], [nan, 2, 0]],
            kinds: [.negativeInfinity]
        ),
        Case(
            data: "-Inf, the op: the first left edge is the smallest element",
            rows: [[-inf, nan, 0], [nan, 2, 0]],
            kinds: [.negativeInfinity]
        ),
        Case(
            data: "both infinities, the op",
            rows: [[-inf, nan, 0], [nan, inf, 0]],
            kinds: [.negativeInfinity, .positiveInfinity]
        ),
        Case(
            data: "NaN, TensorFlow of 2020: a minimum and a maximum that skipped every element",
            rows: [[inf, nan, 0], [nan, nan, 0], [nan, -inf, 0]],
            kinds: [.nan]
        ),
        Case(
            data: "NaN, the same in one bucket",
            rows: [[inf, -inf, 0]],
            kinds: [.nan]
        ),
        Case(
            data: "finite, but the range overflows",
            rows: [[-1e38, inf, 1], [inf, 1e38, 1]],
            kinds: [.positiveInfinity]
        ),
        Case(
            data: "finite, outer buckets open to both sides",
            rows: [[-inf, 0, 1], [0, 1, 1], [1, inf, 1]],
            kinds: []
        ),
        Case(data: "a count that is none", rows: [[0, 1, nan], [1, 2, 1]], kinds: [.nan]),
        Case(
            data: "an infinite count",
            rows: [[0, 1, 1], [1, 2, inf]],
            kinds: [.positiveInfinity]
        ),
    ]

    enum Layout: String, CaseIterable, Sendable {
        case doubleContent
        case doubleValues
        case floatContent
        case beyondTheBuffer
    }

    @Test(arguments: cases, Layout.allCases)
    func theEdgesShowTheKindsOfElements(_ testCase: Case, layout: Layout) throws {
        let report = try Scan.events([event(testCase.rows, layout, plugin: "histograms")])
        #expect(Set(report.findings.map(\.kind)) == Set(testCase.kinds))
        #expect(report.findings.allSatisfy { $0.place == .histogram && !$0.countIsExact })
        #expect(report.exitCode == (testCase.kinds.isEmpty ? 0 : 1))
    }

    /// Without the plugin's name the rows are numbers like any others.
    @Test func rowsOfAnotherPluginAreElements() throws {
        let rows = [[-Double.infinity, 0, 1], [0, 1, 1], [1, .infinity, 1]]
        let report = try Scan.events([event(rows, .doubleContent, plugin: "other")])
        #expect(
            report.briefs == [
                "h +inf tensor 1 in 1 from step 1[7]", "h -inf tensor 1 in 1 from step 1[0]",
            ]
        )
    }

    /// Only a tag's first value carries metadata.
    @Test func theFirstMetadataOfATagAppliesToTheRest() throws {
        let open = [[-Double.infinity, 0, 1], [0, 1, 1], [1, .infinity, 1]]
        let report = try Scan.events([
            event([[0, 1, 1]], .doubleContent, plugin: "histograms", step: 1),
            event(open, .doubleContent, plugin: nil, step: 2),
            event([[.nan, .nan, 0]], .doubleContent, plugin: nil, step: 3),
        ])
        #expect(report.findings.map(\.place) == [.histogram])
        #expect(report.findings.map(\.first.step) == [3])
        #expect(report.findings.map(\.plugin) == ["histograms"])
    }

    private func event(
        _ rows: [[Double]],
        _ layout: Layout,
        plugin: String?,
        step: Int64 = 1
    ) -> [UInt8] {
        typealias Field = FieldNumber.Tensor
        let numbers = Array(rows.joined())
        return EventBytes.event(
            step: step,
            EventBytes.tensor("h", plugin: plugin) { tensor in
                tensor.dtype(layout == .floatContent ? .float : .double)
                tensor.shape([Int64(rows.count), 3])
                switch layout {
                case .doubleContent, .beyondTheBuffer:
                    tensor.delimited(Field.content, numbers.littleEndianBytes)
                case .doubleValues: tensor.packed(Field.doubleValues, doubles: numbers)
                case .floatContent:
                    tensor.delimited(Field.content, numbers.map { Float($0) }.littleEndianBytes)
                }
                if layout == .beyondTheBuffer {
                    tensor.delimited(99, [UInt8](repeating: 0, count: 100_000))
                }
            }
        )
    }
}
