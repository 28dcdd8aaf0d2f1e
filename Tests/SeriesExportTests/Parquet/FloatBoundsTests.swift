import Testing

@testable import SeriesExport

/// "ColumnOrder" of parquet.thrift: NaN is in neither bound, zeros have a sign by their bound.
struct FloatBoundsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String { "\(values.prefix(9)) of \(values.count)" }
        let values: [Double]
        let bounds: ClosedRange<Double>?
        let nanCount: Int

        init(_ values: [Double], _ bounds: ClosedRange<Double>?, nan: Int = 0) {
            self.values = values
            self.bounds = bounds
            nanCount = nan
        }
    }

    static let cases = [
        Case([], nil), Case([.nan], nil, nan: 1),
        Case([.nan, .nan, .nan, .nan, .nan], nil, nan: 5),
        Case([1], 1...1), Case([0], -0.0...0), Case([-0.0], -0.0...0), Case([-0.0, 1], -0.0...1),
        Case([-1, 0], -1...0), Case([3, .nan, 2], 2...3, nan: 1),
        Case([.nan, 1, 2, 3, .nan, 5, 6, 7, 8], 1...8, nan: 2),
        Case([.infinity], .infinity ... .infinity), Case([-.infinity], -.infinity ... -.infinity),
        Case([.infinity, -.infinity, .infinity, 0, -.infinity], -.infinity ... .infinity),
        Case([Double](repeating: .infinity, count: 9), .infinity ... .infinity),
        Case(
            [.greatestFiniteMagnitude, .greatestFiniteMagnitude],
            .greatestFiniteMagnitude ... .greatestFiniteMagnitude
        ),
        Case((0..<3000).map { $0 == 1500 ? .nan : Double($0) - 10 }, -10...2989, nan: 1),
    ]

    @Test(arguments: cases)
    func boundsAreThoseOfTheFormat(_ row: Case) {
        var bounds = FloatBounds<Double>()
        row.values.withUnsafeBufferPointer { bounds.add($0) }
        let expected = ValueStatistics(
            minimum: row.bounds.map { bytes($0.lowerBound.bitPattern) },
            maximum: row.bounds.map { bytes($0.upperBound.bitPattern) },
            nanCount: row.nanCount
        )
        #expect(bounds.statistics == expected)
        var single = FloatBounds<Double>()
        for value in row.values { single.add(value, count: 1) }
        #expect(single.statistics == expected)
        let narrow = row.values.map { Float($0) }
        var narrowBounds = FloatBounds<Float>()
        narrow.withUnsafeBufferPointer { narrowBounds.add($0) }
        #expect(narrowBounds.statistics.nanCount == row.nanCount)
        #expect(
            narrowBounds.statistics.minimum
                == row.bounds.map { bytes(Float($0.lowerBound).bitPattern) }
        )
    }
}
