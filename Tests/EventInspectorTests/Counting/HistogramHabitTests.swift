import EventInspector
import TensorBoardEvents
import TestSupport
import Testing

/// What each writer of legacy histograms makes of data that is not finite.
struct HistogramHabitTests {
    /// A histogram as one writer writes it, and what is to be said of it.
    struct Habit: Sendable, CustomStringConvertible {
        let writer: String
        var min = 0.0
        var max = 0.0
        var num = 0.0
        var sum = 0.0
        var sumSquares = 0.0
        var limits: [Double] = []
        var buckets: [Double] = []
        /// As `nan min ≤3`: the kind, the field that shows it, the bound.
        let findings: [String]

        var description: String { writer }

        var event: [UInt8] {
            EventBytes.event(
                EventBytes.value("h") { value in
                    value.message(FieldNumber.Value.histogram) { histogram in
                        let numbers = [min, max, num, sum, sumSquares]
                        for (index, number) in numbers.enumerated() where number != 0 {
                            histogram.double(index + 1, number)
                        }
                        histogram.packed(FieldNumber.Histogram.bucketLimit, doubles: limits)
                        histogram.packed(FieldNumber.Histogram.bucket, doubles: buckets)
                    }
                }
            )
        }
    }

    static let greatest = Double.greatestFiniteMagnitude

    static let harmful = [
        Habit(
            writer: "torch, some NaN: all moments NaN, the bins leave them out",
            min: .nan,
            max: .nan,
            num: 10,
            sum: .nan,
            sumSquares: .nan,
            limits: [-1, 0, 1e20],
            buckets: [3, 2, 2],
            findings: ["nan min ≤3"]
        ),
        Habit(
            writer: "torch, some +Inf",
            min: -1,
            max: .infinity,
            num: 10,
            sum: .infinity,
            sumSquares: .infinity,
            limits: [-1, 0, 1],
            buckets: [4, 2, 2],
            findings: ["+inf max ≤2"]
        ),
        Habit(
            writer: "torch, some -Inf",
            min: -.infinity,
            max: 1,
            num: 10,
            sum: -.infinity,
            sumSquares: .infinity,
            limits: [-1, 0, 1],
            buckets: [4, 2, 3],
            findings: ["-inf min ≤1"]
        ),
        Habit(
            writer: "torch, both infinities: the NaN of their sum is no element",
            min: -.infinity,
            max: .infinity,
            num: 10,
            sum: .nan,
            sumSquares: .infinity,
            limits: [-1, 0, 1],
            buckets: [4, 2, 2],
            findings: ["-inf min ≤2", "+inf max ≤2"]
        ),
        Habit(
            writer: "torch, finite and huge: only the squares overflow",
            min: 1e200,
            max: 1e200,
            num: 1,
            sum: 1e200,
            sumSquares: .infinity,
            limits: [0, greatest],
            buckets: [0, 1],
            findings: ["+inf sum_squares ≤1"]
        ),
        Habit(
            writer: "torch, finite and huge: the sum overflows too",
            min: -1,
            max: greatest,
            num: 3,
            sum: .infinity,
            sumSquares: .infinity,
            limits: [0, greatest],
            buckets: [1, 2],
            findings: ["+inf sum ≤1"]
        ),
        Habit(
            writer: "RustingSword: NaN in the sums alone, and in bucket 0",
            min: -1,
            max: 1,
            num: 10,
            sum: .nan,
            sumSquares: .nan,
            limits: [-greatest, 0, 1],
            buckets: [2, 4, 4],
            findings: ["nan sum ≤10"]
        ),
        Habit(
            writer: "TensorBoardLogger.jl's vectors: the NaN is a bucket's weight",
            min: -1,
            max: 1,
            num: 3,
            sum: 2,
            sumSquares: 4,
            limits: [1, 2, 3],
            buckets: [1, .nan, 1],
            findings: ["nan bucket[1] ≤1"]
        ),
        Habit(
            writer: "add_histogram_raw: NaN in a limit",
            min: -1,
            max: 1,
            num: 3,
            sum: 2,
            sumSquares: 4,
            limits: [1, .nan, 3],
            buckets: [1, 1, 1],
            findings: ["nan bucket_limit[1] ≤1"]
        ),
        Habit(
            writer: "add_histogram_raw: an infinity between the limits",
            min: -1,
            max: 1,
            num: 3,
            sum: 2,
            sumSquares: 4,
            limits: [1, .infinity, 3],
            buckets: [1, 1, 1],
            findings: ["+inf bucket_limit[1] ≤1"]
        ),
        Habit(
            writer: "add_histogram_raw: open ends on the wrong sides",
            min: -1,
            max: 1,
            num: 3,
            sum: 2,
            sumSquares: 4,
            limits: [.infinity, 0, -.infinity],
            buckets: [1, 1, 1],
            findings: ["+inf bucket_limit[0] ≤1", "-inf bucket_limit[2] ≤1"]
        ),
        Habit(
            writer: "a number of elements that is none",
            min: -1,
            max: 1,
            num: .nan,
            sum: 2,
            sumSquares: 4,
            limits: [1],
            buckets: [1],
            findings: ["nan num ≤1"]
        ),
        Habit(
            writer: "no element in any bucket, and yet NaN",
            min: .nan,
            max: .nan,
            num: 4,
            sum: .nan,
            sumSquares: .nan,
            findings: ["nan min ≤4"]
        ),
    ]

    static let harmless = [
        Habit(
            writer: "TensorFlow 1: limits from -DBL_MAX to DBL_MAX",
            min: -1,
            max: 1,
            num: 3,
            sum: 0,
            sumSquares: 2,
            limits: [-greatest, 0, 1, greatest],
            buckets: [0, 1, 2, 0],
            findings: []
        ),
        Habit(
            writer: "TensorFlow 1, empty: min and max where they started",
            min: greatest,
            max: -greatest,
            limits: [-greatest, greatest],
            buckets: [0, 0],
            findings: []
        ),
        Habit(
            writer: "DL4S, empty: min +Inf, every limit NaN",
            min: .infinity,
            max: -greatest,
            limits: [.nan, .nan],
            buckets: [0, 0],
            findings: []
        ),
        Habit(
            writer: "empty with infinities at both ends",
            min: .infinity,
            max: -.infinity,
            findings: []
        ),
        Habit(
            writer: "RustingSword, rising data: min stays at DBL_MAX",
            min: greatest,
            max: 3,
            num: 3,
            sum: 6,
            sumSquares: 14,
            limits: [-greatest, 0, greatest],
            buckets: [0, 0, 3],
            findings: []
        ),
        Habit(
            writer: "any: the last bucket open",
            min: -1,
            max: 1,
            num: 3,
            sum: 1,
            sumSquares: 2,
            limits: [0, .infinity],
            buckets: [1, 2],
            findings: []
        ),
        Habit(
            writer: "any: both outer buckets open",
            min: -1,
            max: 1,
            num: 3,
            sum: 1,
            sumSquares: 2,
            limits: [-.infinity, 0, .infinity],
            buckets: [0, 1, 2],
            findings: []
        ),
        Habit(
            writer: "any: a single bucket without end",
            min: -1,
            max: 1,
            num: 3,
            sum: 1,
            sumSquares: 2,
            limits: [.infinity],
            buckets: [3],
            findings: []
        ),
        Habit(writer: "nothing at all", findings: []),
    ]

    @Test(arguments: harmful + harmless)
    func eachWritersHabitIsUnderstood(habit: Habit) throws {
        let report = try Scan.events([habit.event])
        let found = report.findings.map { finding in
            let index = finding.first.flatIndex.map { "[\($0)]" } ?? ""
            let bound = "\(finding.countIsExact ? "" : "≤")\(finding.count)"
            return "\(finding.kind.rawValue) \(finding.first.field ?? "-")\(index) \(bound)"
        }
        #expect(found.sorted() == habit.findings.sorted())
        #expect(report.findings.allSatisfy { $0.place == .histogram })
        #expect(report.exitCode == (habit.findings.isEmpty ? 0 : 1))
        #expect(report.issues == [])
        #expect(report.totals.elements == 5 + habit.limits.count + habit.buckets.count)
    }

    /// Finite sums of weights are not what is wrong where a moment shows a NaN element.
    @Test func theUpperBoundHoldsForAllPlantedElements() throws {
        for planted in 1...7 {
            let habit = Habit(
                writer: "torch",
                min: .nan,
                max: .nan,
                num: 100,
                sum: .nan,
                sumSquares: .nan,
                limits: [0, 1],
                buckets: [50, Double(50 - planted)],
                findings: []
            )
            #expect(try Scan.events([habit.event]).findings.map(\.count) == [planted])
        }
    }
}
