import TestSupport
import Testing

@testable import Pictures

@Suite struct PNGFilterTests {
    /// As the specification words it, 9.2 and 9.4, in whole numbers.
    private func specified(_ filter: PNGFilter, _ left: Int, _ up: Int, _ upLeft: Int) -> Int {
        switch filter {
        case .none: return 0
        case .sub: return left
        case .up: return up
        case .average: return (left + up) / 2
        case .paeth:
            let sum = left + up - upLeft
            let distances = [abs(sum - left), abs(sum - up), abs(sum - upLeft)]
            return distances[0] == distances.min()
                ? left : distances[1] == distances.min() ? up : upLeft
        }
    }

    @Test(arguments: PNGFilter.allCases)
    func predictionsFollowTheSpecification(filter: PNGFilter) {
        // Every second value, so that a million cases do.
        for left in stride(from: 0, through: 255, by: 3) {
            for up in stride(from: 0, through: 255, by: 3) {
                for upLeft in stride(from: 0, through: 255, by: 5) {
                    let prediction = filter.prediction(
                        left: UInt8(left),
                        up: UInt8(up),
                        upLeft: UInt8(upLeft)
                    )
                    guard Int(prediction) == specified(filter, left, up, upLeft) else {
                        Issue.record("\(filter) \(left) \(up) \(upLeft): \(prediction)")
                        return
                    }
                }
            }
        }
    }

    @Test(arguments: PNGFilter.allCases, 1...4)
    func rowsAreFilteredByteByByte(filter: PNGFilter, channels: Int) {
        var generator = SeededGenerator(seed: 3)
        for width in [1, 2, 5, 16, 67] {
            let byteCount = width * channels
            let row = generator.bytes(byteCount)
            let previous = generator.bytes(byteCount)
            var output = [UInt8](repeating: 0, count: byteCount)
            filter.apply(
                row: row,
                previous: previous,
                byteCount: byteCount,
                pixelByteCount: channels,
                to: &output
            )
            let expected = (0..<byteCount).map { index in
                let hasLeft = index >= channels
                let prediction = specified(
                    filter,
                    hasLeft ? Int(row[index - channels]) : 0,
                    Int(previous[index]),
                    hasLeft ? Int(previous[index - channels]) : 0
                )
                return row[index] &- UInt8(prediction)
            }
            #expect(output == expected)
        }
    }

    @Test func theBestFilterLeavesTheSmallestSum() {
        let previous = (0..<300).map { UInt8(truncatingIfNeeded: $0 * $0) }
        var scratch = [UInt8](repeating: 0, count: 300)
        func best(_ row: [UInt8]) -> PNGFilter {
            .best(
                row: row,
                previous: previous,
                byteCount: 300,
                pixelByteCount: 3,
                scratch: &scratch
            )
        }
        #expect(best(previous) == .up)
        #expect(best([UInt8](repeating: 40, count: 300)) == .sub)
        #expect(best([UInt8](repeating: 0, count: 300)) == .none)
    }
}
