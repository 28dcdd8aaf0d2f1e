import EventDecoding
import SystemPackage
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// Images and sounds are encoded by threads of the writers, and nobody sees a difference.
@Suite struct EncodingTests {
    private let run: WrittenRun

    init() throws {
        run = try WrittenRun()
    }

    /// Too large to be encoded at once.
    private static let side = 128

    private func image(_ value: UInt8) -> ShapedTensor<[UInt8]> {
        [UInt8](repeating: value, count: Self.side * Self.side * 3).shaped(Self.side, Self.side, 3)
    }

    private func noise(_ seed: UInt64) -> ShapedTensor<[UInt8]> {
        var generator = SeededGenerator(seed: seed)
        return generator.bytes(Self.side * Self.side * 3).shaped(Self.side, Self.side, 3)
    }

    /// A writer that encodes nothing before it is flushed.
    private func unattended(_ options: SummaryWriter.Options = .silent) throws -> SummaryWriter {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        writer.queue.withGate { held in held.queue.isUnattended = true }
        return writer
    }

    @Test func theOrderIsThatOfLogging() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: .silent)
        for step in 0..<40 {
            switch step % 4 {
            case 0: writer.addImage("image", noise(UInt64(step)), step: step)
            case 1: writer.addScalar("a", step, step: step)
            case 2:
                writer.addAudio(
                    "audio",
                    [Float](repeating: 0, count: 9_000),
                    sampleRate: 1,
                    step: step
                )
            default: writer.addTensor("t", [UInt8](repeating: 1, count: 100_000), step: step)
            }
        }
        try writer.close()
        #expect(try run.values().map(\.step) == (0..<40).map { $0 })
        let described = try run.values().filter { $0.value.metadata != nil }
        #expect(described.map(\.value.tag) == ["image", "a", "audio", "t"])
    }

    @Test func pixelsAreThoseOfTheCall() throws {
        let writer = try unattended()
        var pixels = [UInt8](repeating: 1, count: Self.side * Self.side)
        writer.addImage("image", pixels.shaped(Self.side, Self.side), step: 0)
        for index in pixels.indices { pixels[index] = 2 }
        writer.addImages("images", pixels.shaped(1, Self.side, Self.side), step: 0)
        try writer.close()
        let files = try run.values().compactMap { _, value -> [UInt8]? in
            guard case .tensor(let tensor) = value.content else { return nil }
            return tensor.stringValues.last
        }
        #expect(files.map { PNGDecoder($0)?.pixels.first } == [1, 2])
    }

    @Test func whatIsFlushedIncludesImages() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: .silent)
        for step in 0..<10 {
            writer.addImage("image", noise(UInt64(step)), step: step)
            try writer.flush()
            #expect(try run.values().count == step + 1)
        }
        try writer.close()
    }

    /// An encoder that is too slow makes its callers slower: values are lost to slow disks alone.
    @Test(arguments: [SummaryWriter.QueuePolicy.dropNewest, .wait])
    func noImageIsLostBecauseOfTheEncoder(policy: SummaryWriter.QueuePolicy) throws {
        var options = SummaryWriter.Options.silent
        options.queueByteLimit = 256 << 10
        options.queuePolicy = policy
        let writer = try unattended(options)
        for step in 0..<20 { writer.addImage("image", image(UInt8(step)), step: step) }
        #expect(writer.queue.withGate { held in held.queue.unencoded.waiting.count } == 2)
        try writer.close()
        #expect(writer.droppedCount == 0)
        #expect(try run.values().map(\.step) == (0..<20).map { $0 })
    }

    @Test func imagesThatDoNotFitAreDroppedAndCounted() throws {
        let warnings = Collected<WriterWarning>()
        var options = SummaryWriter.Options.silent
        options.queueByteLimit = 256 << 10
        options.onWarning = { warnings.append($0) }
        let writer = try unattended(options)
        let count: Int64 = 60
        for step in 0..<count { writer.addImage("image", noise(UInt64(step)), step: step) }
        let dropped = writer.droppedCount
        #expect(dropped > 20)
        #expect(warnings.all.map(\.code) == [.queueFull])
        let error = #expect(throws: WriterError.self) { try writer.close() }
        #expect(error?.droppedCount == dropped)
        #expect(try run.values().map(\.step) == (0..<count - Int64(dropped)).map { $0 })
    }

    /// Without its metadata, TensorBoard would not show a tag at all.
    @Test func aNewFileHasTheMetadataOfItsImages() throws {
        let writer = try unattended()
        writer.addImage("image", image(0), step: 0)
        try writer.flush()
        for step in 1..<3 { writer.addImage("image", image(0), step: step) }
        for file in try run.files() { ScratchFile.remove(file) }
        try writer.flush()
        writer.addImage("image", image(0), step: 3)
        try writer.close()
        #expect(try run.values().map(\.step) == [1, 2, 3])
        #expect(try run.values().map { $0.value.metadata != nil } == [true, false, false])
    }

    @Test func impossibleImagesAreToldAtOnce() throws {
        let warnings = Collected<WriterWarning>()
        var options = SummaryWriter.Options.silent
        options.onWarning = { warnings.append($0) }
        let writer = try unattended(options)
        let bytes = [UInt8](repeating: 0, count: 1 << 16)
        writer.addImage("shape", bytes, step: 0)
        writer.addImage("bytes", bytes.shaped(256, 257), step: 0)
        writer.addImage(
            "type",
            RawTensor(dtype: .string, shape: [256, 256], bytes: bytes),
            step: 0
        )
        writer.addAudio("channels", bytes.shaped(1, 1 << 16), sampleRate: 1, step: 0)
        #expect(warnings.all.map(\.tag) == ["shape", "bytes", "type", "channels"])
        try writer.close()
        #expect(try run.values().isEmpty)
    }

    @Test func oddSoundsAreToldWhenTheyAreEncoded() throws {
        let warnings = Collected<WriterWarning>()
        var options = SummaryWriter.Options.silent
        options.onWarning = { warnings.append($0) }
        let writer = try unattended(options)
        let silence = [Float](repeating: .nan, count: 10_000)
        for step in 0..<2 { writer.addAudio("audio", silence, sampleRate: 1, step: step) }
        try writer.flush()
        #expect(warnings.all.map(\.code) == [.invalidValue])
        #expect(warnings.all.map(\.tag) == ["audio"])
        #expect(warnings.all.first?.message.contains("10000 samples are NaN") == true)
        try writer.close()
        #expect(try run.values().map(\.step) == [0, 1])
    }

    @Test func anImageThatCannotBeMadeLeavesItsMetadataToTheNext() throws {
        let writer = try unattended()
        let grid = ImageGrid(padding: 1 << 27)
        let batch = [UInt8](repeating: 1, count: 1 << 16).shaped(4, 128, 128)
        writer.addImages("image", batch, grid: grid, step: 0)
        try writer.flush()
        writer.addImages("image", batch, step: 1)
        try writer.close()
        #expect(try run.values().map(\.step) == [1])
        #expect(try run.values().first?.value.metadata != nil)
    }

    @Test func stepsThatGoBackAreToldAtOnce() throws {
        let warnings = Collected<WriterWarning>()
        var options = SummaryWriter.Options.silent
        options.onWarning = { warnings.append($0) }
        let writer = try unattended(options)
        writer.addImage("image", image(0), step: 5)
        writer.addImage("image", image(0), step: 4)
        writer.addScalar("image", 1, step: 6)
        #expect(warnings.all.map(\.code) == [.stepWentBack, .kindChanged])
        try writer.close()
    }

    @Test(arguments: ["exits-encoding", "returns-encoding"])
    func anEndingProcessWritesItsImages(how: String) throws {
        let outcome = try LoggingProcess(run.logdir, how).finish()
        #expect(outcome.status == 0)
        #expect(try run.values().map(\.step) == (0..<20).map { $0 })
    }

    @Test func onlyTheParentWritesWhatWasLoggedBeforeAFork() throws {
        let outcome = try LoggingProcess(run.logdir, "forks-encoding").finish()
        #expect(outcome.status == 0)
        let files = try run.files().map { try WrittenRun.steps(of: $0) }
        #expect(Set(files) == [(0..<21).map { $0 }, [100, 101]])
    }
}
