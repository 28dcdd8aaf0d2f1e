import TensorBoardEvents
import Testing

@testable import TensorBoard

/// Arrays of arrays, SIMD vectors and the other containers of the standard library are tensors.
@Suite struct NestedTensorTests {
    private func shape(_ source: some TensorSource) -> [Int] { source.tensorShape }

    private func elements<Number: BitwiseCopyable>(
        _ source: some TensorSource,
        as type: Number.Type
    ) -> [Number] {
        source.withTensorBytes { bytes in
            (0..<bytes.count / MemoryLayout<Number>.size).map {
                bytes.loadUnaligned(
                    fromByteOffset: $0 * MemoryLayout<Number>.size,
                    as: Number.self
                )
            }
        }
    }

    @Test func nestedArraysHaveTheDimensionsOneExpects() {
        #expect(shape([[1.0, 2, 3], [4, 5, 6]]) == [2, 3])
        #expect(elements([[1.0, 2, 3], [4, 5, 6]], as: Double.self) == [1, 2, 3, 4, 5, 6])
        let cube: [[[Float]]] = [[[1, 2]], [[3, 4]], [[5, 6]]]
        #expect(shape(cube) == [3, 1, 2])
        #expect(cube.tensorDType == .float)
        #expect(elements(cube, as: Float.self) == [1, 2, 3, 4, 5, 6])
        let mixed = [ContiguousArray([[true][...]]), [[false]]]
        #expect(shape(mixed) == [2, 1, 1])
        #expect(elements(mixed, as: Bool.self) == [true, false])
        #expect([[UInt8(1)], [2]].withUnsafeBufferPointer { shape($0) } == [2, 1])
    }

    @Test func emptyArraysHaveTheRankOfTheirType() {
        #expect(shape([[Float]]()) == [0, 0])
        #expect(shape([[[Float]]]()) == [0, 0, 0])
        #expect(shape([[Float]()]) == [1, 0])
        #expect(shape([SIMD3<Float>]()) == [0, 3])
        #expect(elements([[Float]](), as: Float.self).isEmpty)
    }

    @Test(
        arguments: [
            [[1], [1, 2]], [[1, 2], [1]], [[], [1]], [[1, 2], [3, 4], [5]],
        ] as [[[Float]]]
    )
    func arraysOfDifferentLengthsAreLeftOutAndTold(ragged: [[Float]]) throws {
        #expect(ragged.tensorShape == [ragged.count, -1])
        let run = try WrittenRun()
        let warnings = Collected<WriterWarning>()
        var options = SummaryWriter.Options.silent
        options.onWarning = { warnings.append($0) }
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        writer.addTensor("t", ragged, step: 0)
        writer.addTensor("u", [ragged, ragged], step: 0)
        writer.addImage("i", ragged, step: 0)
        writer.addVideo("v", [ragged, ragged], step: 0)
        writer.addHistogram("h", ragged, step: 0)
        writer.addAudio("a", ragged, sampleRate: 8_000, step: 0)
        writer.addMesh("m", vertices: ragged, step: 0)
        writer.addEmbedding("e", ragged)
        writer.addPRCurve("p", labels: ragged, predictions: ragged, step: 0)
        writer.dump("d", ragged, role: .output, step: 0)
        try writer.close()
        let values = try run.values()
        #expect(values.map(\.value.tag).allSatisfy { !["t", "u", "i", "v"].contains($0) })
        #expect(Set(warnings.all.map(\.tag)).isSuperset(of: ["t", "u", "i", "v"]))
        let told = warnings.all.filter { ["t", "u"].contains($0.tag) }
        #expect(told.allSatisfy { $0.message.contains("nested arrays must have equal lengths") })
    }

    @Test func everyIntegerIsAnElement() {
        #expect([UInt.max].tensorDType == .uint64)
        #expect(elements([UInt.max, 1], as: UInt.self) == [.max, 1])
        #expect([Int.min].tensorDType == .int64)
    }

    @Test func aCollectionOfOneIsATensor() {
        #expect(shape(CollectionOfOne(2.5)) == [1])
        #expect(elements(CollectionOfOne(2.5), as: Double.self) == [2.5])
        #expect(shape(CollectionOfOne([1, 2, 3])) == [1, 3])
    }

    /// Those of three have a gap in memory.
    @Test func vectorsAreTensorsWithoutGaps() {
        #expect(shape(SIMD2(1, 2)) == [2])
        #expect(elements(SIMD2(1, 2), as: Int.self) == [1, 2])
        #expect(elements(SIMD3<Float>(1, 2, 3), as: Float.self) == [1, 2, 3])
        #expect(elements(SIMD4<UInt8>(1, 2, 3, 4), as: UInt8.self) == [1, 2, 3, 4])
        #expect(shape(SIMD8<Double>()) == [8])
        #expect(shape(SIMD16<Int16>()) == [16])
        #expect(shape(SIMD32<Int32>()) == [32])
        #expect(elements(SIMD64<Float>(repeating: 7), as: Float.self).count == 64)
        let points = [SIMD3<Float>(1, 2, 3), SIMD3(4, 5, 6)]
        #expect(shape(points) == [2, 3])
        #expect(elements(points, as: Float.self) == [1, 2, 3, 4, 5, 6])
        #expect(shape([points, points]) == [2, 2, 3])
    }

    @Test func theyAreLoggedLikeAnyOther() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir, options: .silent)
        writer.addTensor("nested", [[1, 2], [3, 4]] as [[Int32]], step: 0)
        writer.addTensor("flat", [1, 2, 3, 4] as [Int32], shape: [2, 2], step: 0)
        writer.addImage("image", [0, 1, 0.5, 1] as [Float], shape: [2, 2], step: 0)
        writer.addImages("images", [0, 1] as [UInt8], shape: [2, 1, 1], step: 0)
        writer.addHistogram("spread", [[1.0], [2.0]], step: 0)
        writer.addMesh("mesh", vertices: [SIMD3<Float>(0, 0, 1), [1, 0, 0]], step: 0)
        try writer.close()
        let values = try run.values().map(\.value)
        let tensors = values.prefix(2).map { value -> TensorProto? in
            if case .tensor(let tensor) = value.content { tensor } else { nil }
        }
        #expect(tensors[0]?.shape == TensorShape([2, 2]))
        #expect(tensors[0] == tensors[1])
        #expect(values.map(\.tag).dropFirst(2).prefix(3) == ["image", "images", "spread"])
        #expect(values.count == 6)
    }
}
