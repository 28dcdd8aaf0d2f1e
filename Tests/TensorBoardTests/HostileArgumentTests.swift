import Platform
import SystemPackage
import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// Nothing that a program hands over makes a writer trap, hang or spoil its file.
@Suite struct HostileArgumentTests {
    private let run: WrittenRun
    private let warnings = Collected<WriterWarning>()

    init() throws {
        run = try WrittenRun()
    }

    private var options: SummaryWriter.Options {
        var options = SummaryWriter.Options.silent
        options.onWarning = { [warnings] in warnings.append($0) }
        return options
    }

    @Test func everyTagIsWrittenUnchanged() throws {
        let tags = [
            "a\0b", String(repeating: "x", count: 1 << 20),
            String(decoding: [0xff, 0x41], as: UTF8.self),
            "/", "..", "<b>&", "\u{202e}", "e\u{301}", "\u{e9}", "\n",
        ]
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        for step in 1...2 {
            for tag in tags { writer.addScalar(tag, 1, step: step) }
            for tag in tags { writer.addHistogram("h" + tag, [Float(1)], step: step) }
            for tag in tags { writer.addTensor("t" + tag, [Float(1)], step: step) }
        }
        try writer.close()
        let values = try run.values()
        let expected = ["", "h", "t"].flatMap { kind in tags.map { Array((kind + $0).utf8) } }
        #expect(values.map { Array($0.value.tag.utf8) } == expected + expected)
        // Tags that only look alike have metadata of their own.
        #expect(values.count { $0.value.metadata != nil } == expected.count)
        #expect(warnings.all.isEmpty)
    }

    /// The tensor alone would fit.
    @Test func aTensorWhoseMetadataMakesItTooLargeIsLeftOut() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        let metadata = SummaryMetadata(
            pluginName: "mine",
            pluginContent: [UInt8](repeating: 0, count: 1 << 20),
            dataClass: .tensor
        )
        let large = HugeTensor(byteCount: 2_146_999_000)
        writer.addTensor("t", large, step: 1, metadata: metadata)
        #expect(writer.droppedCount == 1)
        #expect(warnings.all.map(\.code) == [.invalidValue])
        #expect(throws: WriterError.self) { try writer.close() }
        #expect(try run.values().isEmpty)
    }

    @Test func aSummaryWithoutValuesIsWrittenUnchanged() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        let event = Event(wallTime: 3, step: 4, what: .summary(Summary(values: [])))
        writer.addEvent(event)
        try writer.close()
        #expect(try run.events() == [event])
    }

    @Test func anyNumberOfTagsIsFine() throws {
        let count = TestDepth.rounds(10_000, of: 100_000)
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        for step in 1...2 {
            for tag in 0..<count { writer.addScalar("tag/\(tag)", tag, step: step) }
        }
        try writer.close()
        let values = try run.values()
        #expect(values.count == 2 * count)
        #expect(values.prefix(count).allSatisfy { $0.value.metadata != nil })
        #expect(values.dropFirst(count).allSatisfy { $0.value.metadata == nil })
    }

    @Test func everyStepIsFine() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        let steps = [Int.min, -1, 0, 1, .max]
        for step in steps { writer.addScalar("a", 1, step: step, wallTime: -1e300) }
        for step in steps { writer.addTensor("t", [1], step: step, wallTime: .nan) }
        try writer.close()
        #expect(try run.values().map(\.step) == (steps + steps).map(Int64.init))
        #expect(try run.events().allSatisfy { $0.wallTime.isFinite })
        #expect(warnings.all.map(\.code) == [.wallTimeNotFinite])
    }

    @Test func runNamesStayBelowTheLogdir() throws {
        let writer = try SummaryWriter(logdir: run.logdir + "/logs", options: options)
        let names = [
            "..": "", "/": "", "": "", ".": "", "a//b": "a/b", "/c": "c", "../../d/..": "d",
        ]
        for (name, expected) in names {
            let path = run.directory.path(expected.isEmpty ? "logs" : "logs/" + expected)
            #expect(writer.subrun(named: name).directory == path, "\(name)")
            writer.subrun(named: name).addScalar("a", 1, step: 1)
        }
        try writer.close()
        #expect(try run.scalars("logs").count == 4)
        #expect(try run.scalars("logs/a/b").count == 1)
    }

    @Test(arguments: ["a\0b", String(repeating: "n", count: 300), "nul\0"])
    func aRunThatCannotBeCreatedIsAnError(name: String) throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        writer.subrun(named: name).addScalar("a", 1, step: 1)
        writer.addScalar("b", 1, step: 1)
        // Either it is made under some name, or it is told.
        do { try writer.flush() } catch { #expect(error.code == .createDirectory) }
        _ = try? writer.close()
        #expect(try run.scalars() == ["b@1=1.0"])
    }

    @Test(arguments: ["/../../x", "\0", " ", ".v2"])
    func suffixesAreNotPaths(suffix: String) throws {
        var options = options
        options.filenameSuffix = suffix
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        writer.addScalar("a", 1, step: 1)
        try writer.close()
        #expect(try run.scalars() == ["a@1=1.0"])
    }

    @Test(arguments: [Int.min, -1, 0, 1, .max], [SummaryWriter.QueuePolicy.dropNewest, .wait])
    func everyQueueLimitIsFine(limit: Int, policy: SummaryWriter.QueuePolicy) throws {
        var options = options
        options.queueByteLimit = limit
        options.queuePolicy = policy
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        for step in 0..<10 { writer.addScalar("a", 1, step: step) }
        writer.addTensor("t", [UInt8](repeating: 1, count: 1 << 20), step: 1)
        let dropped = writer.droppedCount
        #expect(dropped == (limit == .max ? 0 : 11))
        _ = try? writer.close()
        #expect(try run.values().count == 11 - dropped)
    }

    @Test(.tags(.slow), .unlessSkipped, arguments: [Int.min, -1, 0, 1, 2, .max])
    func everyBucketCountIsFine(count: Int) throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        writer.addHistogram("h", [Float(1), 2, .nan], bucketCount: count, step: 1)
        try writer.close()
        let value = try #require(try run.values().first?.value)
        let counts = value.doubles.enumerated().filter { $0.offset % 3 == 2 }.map(\.element)
        #expect(counts.reduce(0, +) == 2)
    }

    @Test func invalidTensorsAreLeftOutWithOneWarning() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        let ranks = [Int](repeating: 1, count: 300)
        let tensors = [
            RawTensor(dtype: .float, shape: [2], bytes: [1]),
            RawTensor(dtype: .float, shape: [2], bytes: [UInt8](repeating: 0, count: 12)),
            RawTensor(dtype: .float, shape: [-1], bytes: []),
            RawTensor(dtype: .float, shape: [-2, -2], bytes: [UInt8](repeating: 0, count: 16)),
            RawTensor(dtype: .float, shape: [.max, .max], bytes: []),
            RawTensor(dtype: .string, shape: [1], bytes: [1]),
            RawTensor(dtype: .float, shape: ranks, bytes: [0, 0, 0, 0]),
        ]
        for (index, tensor) in tensors.enumerated() {
            for step in 1...2 {
                writer.addTensor("t\(index)", tensor, step: step)
                writer.addHistogram("h\(index)", tensor, step: step)
            }
        }
        try writer.close()
        #expect(try run.values().isEmpty)
        #expect(warnings.all.map(\.code) == .init(repeating: .invalidValue, count: 14))
    }

    /// A type that can be logged as a tensor, but not counted.
    @Test func aHistogramOfStringsIsLeftOutWithAWarning() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        let tensor = RawTensor(dtype: .float4E2M1FN, shape: [1], bytes: [1])
        writer.addHistogram("h", tensor, step: 1)
        try writer.close()
        #expect(try run.values().isEmpty)
        #expect(warnings.all.map(\.code) == [.invalidValue])
    }

    @Test func emptyTensorsAreFine() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        for shape in [[0], [3, 0, 5], [0, .max]] {
            let tensor = RawTensor(dtype: .float, shape: shape, bytes: [])
            writer.addTensor("t", tensor, step: 1)
            writer.addHistogram("h", tensor, step: 1)
        }
        try writer.close()
        #expect(try run.values().count == 6)
        #expect(warnings.all.isEmpty)
    }

    /// The chunk of a large record is not what small ones wait in.
    @Test func largeMemoryIsKeptForLargeRecords() {
        var pool = ChunkPool()
        let large = pool.take(8 << 20)
        pool.give(large)
        let small = pool.take(100)
        #expect(small.capacity == ChunkPool.chunkByteCount)
        let other = pool.take(8 << 20 - 100)
        #expect(other.start == large.start)
        small.deallocate()
        other.deallocate()
        pool.deallocate()
    }
}

/// Bytes that exist only where they are read.
private struct HugeTensor: TensorSource {
    let byteCount: Int

    var tensorShape: [Int] { [byteCount] }
    var tensorDType: DataType { .uint8 }

    func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        let flags = MAP_PRIVATE | MAP_ANON | MAP_NORESERVE
        let pages = mmap(nil, byteCount, PROT_READ, flags, -1, 0)
        defer { munmap(pages, byteCount) }
        return try body(UnsafeRawBufferPointer(start: pages, count: byteCount))
    }
}
