import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

@Suite struct HistogramTests {
    private func rows(_ tensor: some TensorSource, _ bucketCount: Int = 30) throws -> Histogram {
        try tensor.withTensorBytes {
            try #require(Histogram(of: $0, tensor.tensorDType, bucketCount: bucketCount))
        }
    }

    /// A plain count by the definition: left <= x < right, the last bucket closed.
    private func expected(_ numbers: [Double], _ rows: Histogram) -> [Double] {
        rows.rows.indices.map { index in
            let (left, right, _) = rows.rows[index]
            let isLast = index == rows.rows.count - 1
            return Double(numbers.count { $0 >= left && ($0 < right || isLast && $0 <= right) })
        }
    }

    @Test(
        arguments: [1, 2, 15, 16, 17, 1_000, 4_099],
        [1, 2, 30, 1_000]
    )
    func everyNumberIsInTheBucketWhoseEdgesEncloseIt(count: Int, bucketCount: Int) throws {
        var generator = SeededGenerator(seed: UInt64(count * 1_000 + bucketCount))
        // The definition looks at each number once for each bucket.
        let isLarge = count * bucketCount > 1_000_000
        for exponent in isLarge ? [-300.0, 0, 300] : [-300, -40, -3, 0, 3, 30, 300] {
            let scale = Double.exp10(exponent)
            let doubles = (0..<count).map { _ in
                // Multiples of a tenth fall on edges.
                Double(Int.random(in: -50...50, using: &generator)) / 10 * scale
            }
            let histogram = try rows(doubles, bucketCount)
            #expect(histogram.rows.count == bucketCount)
            #expect(histogram.rows.first?.left == doubles.min())
            #expect(histogram.rows.last?.right == doubles.max())
            guard Set(doubles).count > 1 else { continue }
            #expect(histogram.rows.map(\.count) == expected(doubles, histogram))
            let floats = doubles.map { Float($0) }
            guard Set(floats).count > 1, floats.allSatisfy(\.isFinite) else { continue }
            let narrow = try rows(floats, bucketCount)
            #expect(narrow.rows.map(\.count) == expected(floats.map { Double($0) }, narrow))
        }
    }

    /// As when another thread changes the numbers after the edges were chosen.
    @Test func aNumberOutsideOfTheEdgesIsInSomeBucket() {
        let edges = [0.0, 1, 2]
        for odd in [-5, 7, .nan, .infinity, -.infinity, -Double.greatestFiniteMagnitude] {
            // At any of the four places whose counts stand in arrays of their own, but the first: a
            // count before that would be in nobody's array.
            for place in 1..<4 {
                var numbers = [2.0, 2, 2, 2]
                numbers[place] = odd
                var counts = [UInt32](repeating: 0, count: 8)
                numbers.withUnsafeBufferPointer {
                    Double.count($0, edges, scale: 1, into: &counts)
                }
                let own = counts[(place * 2)..<(place * 2 + 2)]
                #expect(own.reduce(0, +) == 1)
                #expect(counts.reduce(0, +) == 4)
                var floatCounts = [UInt32](repeating: 0, count: 8)
                numbers.map { Float($0) }.withUnsafeBufferPointer {
                    Float.count($0, edges, scale: 1, into: &floatCounts)
                }
                #expect(floatCounts == counts)
            }
        }
    }

    @Test(arguments: [1.0, -1, 1e300, 3e-300, 0.1], [1, 2, 20, 31, 240, 250])
    func bucketsNarrowerThanTheSpacingOfNumbersMatchTheirEdges(start: Double, ulps: Int) throws {
        for bucketCount in [3, 7, 30, 100] {
            let numbers = (0...ulps).map { start + Double($0) * start.ulp }
            let histogram = try rows(numbers, bucketCount)
            #expect(histogram.rows.map(\.count) == expected(numbers, histogram))
        }
    }

    @Test func theWholeRangeOfDoublesDoesNotOverflow() throws {
        let most = Double.greatestFiniteMagnitude
        let histogram = try rows([-most, 0, most], 2)
        #expect(histogram.rows.allSatisfy { $0.left.isFinite && $0.right.isFinite })
        #expect(histogram.rows.map(\.count) == [1, 2])
        #expect(
            try rows([0, Double.leastNonzeroMagnitude], 30).rows.map(\.count).reduce(0, +) == 2
        )
    }

    @Test func nonFiniteElementsAreLeftOutAndCounted() throws {
        let histogram = try rows([Float.nan, 1, .infinity, 2, -.infinity, 3], 2)
        #expect(histogram.nonFiniteCount == 3)
        #expect(histogram.rows.map(\.left) == [1, 2])
        #expect(histogram.rows.map(\.right) == [2, 3])
        #expect(histogram.rows.map(\.count) == [1, 2])
    }

    @Test func equalElementsAreInTheLastBucket() throws {
        let histogram = try rows([Float](repeating: 2, count: 5), 3)
        #expect(histogram.rows.map(\.count) == [0, 0, 5])
        #expect(histogram.rows.allSatisfy { $0.left == 2 && $0.right == 2 })
    }

    @Test(arguments: [[Float](), [.nan], [.infinity, -.infinity]])
    func withoutFiniteElementsAllRowsAreZeros(elements: [Float]) throws {
        let histogram = try rows(elements)
        #expect(histogram.rows.count == 30)
        #expect(histogram.rows.allSatisfy { $0 == (0, 0, 0) })
        #expect(histogram.nonFiniteCount == elements.count)
    }

    @Test func integersKeepAllTheirBits() throws {
        let histogram = try rows([Int64(1 << 53) - 1, 1 << 53], 2)
        #expect(histogram.rows.map(\.count) == [1, 1])
        #expect(try rows([UInt8(0), 255, 255], 2).rows.map(\.count) == [1, 2])
        #expect(try rows([true, false, true], 2).rows.map(\.count) == [1, 2])
    }

    @Test func elementsNeedNotBeAligned() throws {
        let bytes = [UInt8](repeating: 0, count: 1) + [Float(1), 2].withUnsafeBytes { Array($0) }
        let histogram = bytes[1...].withUnsafeBytes { Histogram(of: $0, .float, bucketCount: 2) }
        #expect(histogram?.rows.map(\.count) == [1, 1])
    }

    @Test func theScalarOfNonFiniteElementsStartsWithTheFirst() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir, options: .silent)
        writer.addHistogram("w", [Float(1), 2], step: 0)
        writer.addHistogram("w", [Float(1), .nan], step: 1)
        writer.addHistogram("w", [Float(1), 2], step: 2)
        try writer.close()
        #expect(try run.scalars() == ["w/non_finite@1=1.0", "w/non_finite@2=0.0"])
        #expect(try run.events().count == 3)
    }

    @Test func theScalarCanBeLeftOut() throws {
        let run = try WrittenRun()
        var options = SummaryWriter.Options.silent
        options.countsNonFinite = false
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        writer.addHistogram("w", [Float.nan], step: 0)
        try writer.close()
        #expect(try run.scalars() == [])
    }

    @Test func theGoldenHistogram() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir)
        writer.addHistogram("h", edges: [0, 1], counts: [4], step: 1, wallTime: 1e9)
        try writer.close()
        let bytes = try ScratchFile.contents(of: try #require(try run.files().first))
        let golden = [UInt8](
            hex: """
                4c 00 00 00 00 00 00 00 f5 d4 a2 a0
                09 00 00 00 00 65 cd cd 41 10 01 2a 3f 0a 3d 0a 01 68 42 26 08 02 12 08 12 02 08 01
                12 02 08 03 22 18 00 00 00 00 00 00 00 00 00 00 00 00 00 00 f0 3f 00 00 00 00 00 00
                10 40 4a 10 0a 0c 0a 0a 68 69 73 74 6f 67 72 61 6d 73 20 02
                70 67 41 79
                """
        )
        #expect(Array(bytes.suffix(golden.count)) == golden)
    }
}

extension Double {
    fileprivate static func exp10(_ exponent: Double) -> Double {
        var power = 1.0
        for _ in 0..<Int(exponent.magnitude) { power *= 10 }
        return exponent < 0 ? 1 / power : power
    }
}
