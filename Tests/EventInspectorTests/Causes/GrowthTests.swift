import Testing

@testable import EventInspector

@Suite struct GrowthTests {
    @Test func anExponentialIsFittedExactly() throws {
        let points = (0..<10).map { (step: Int64($0 * 5), value: 3 * Double(1 << ($0 * 5))) }
        let growth = try #require(Growth(title: "loss", points: points))
        #expect(abs(growth.factorPerStep - 2) < 1e-9)
        #expect(growth.fit > 0.999_999)
        #expect(growth.isDivergence)
    }

    @Test func noiseIsNotDivergence() throws {
        let points = [1.0, 3, 0.5, 2, 1.5, 2.5].enumerated().map { (Int64($0.offset), $0.element) }
        let growth = try #require(
            Growth(title: "loss", points: points.map { (step: $0.0, value: $0.1) })
        )
        #expect(!growth.isDivergence)
    }

    @Test func tooFewPointsAreNotFitted() {
        #expect(Growth(title: "loss", points: [(0, 1), (1, 10), (2, 100)]) == nil)
        #expect(Growth(title: "loss", points: [(0, 1), (1, 1), (2, 1), (3, 1)]) == nil)
    }
}
