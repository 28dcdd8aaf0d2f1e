import Testing

@testable import Plots

@Suite struct LinePiecesTests {
    private func pieces(_ x: [Double], _ superseded: [Range<Int>] = []) -> [LinePieces.Piece] {
        LinePieces(Curve(name: "", x: x, y: x, superseded: superseded), leap: 2).pieces
    }

    @Test func jitterIsOneLine() {
        #expect(pieces([1, 2, 4, 3, 5]).map(\.stretches) == [[0..<5]])
    }

    @Test func aLeapBackBeginsALine() {
        #expect(pieces([1, 2, 5, 1, 2]).map(\.stretches) == [[0..<3], [3..<5]])
    }

    @Test func anAttemptContinuesTheOneBefore() {
        let pieces = pieces([1, 2, 3, 4, 3, 4, 5], [2..<4])
        #expect(pieces.map(\.isSuperseded) == [true, false])
        #expect(pieces.map(\.stretches) == [[1..<2, 2..<4], [0..<2, 4..<7]])
    }

    @Test func noOrderAtAllIsOneLine() {
        let x = (0..<1_000).map { Double($0 * 7_919 % 1_000) }
        #expect(pieces(x).map(\.stretches) == [[0..<1_000]])
    }

    @Test func stretchesMayOverlapAndReachOutside() {
        let curve = Curve(
            name: "",
            x: [Double](repeating: 0, count: 9),
            y: [Double](repeating: 0, count: 10),
            superseded: [6..<100, -3..<2, 1..<3, 7..<8]
        )
        #expect(curve.supersededStretches == [0..<3, 6..<9])
        #expect(curve.keptStretches == [3..<6])
    }
}
