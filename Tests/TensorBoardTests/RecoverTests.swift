import Platform
import SystemPackage
import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

private typealias EventFile = TensorBoard.EventFile

/// A torn tail is cut to the last whole record; nothing else is, and nothing of a live file.
@Suite(.tags(.slow), .unlessSkipped) struct RecoverTests {
    /// Three records.
    private static let whole: [UInt8] = {
        var bytes = Preamble.records(wallTime: 1)
        for step in 1...2 {
            let event = Event(
                wallTime: 1,
                step: Int64(step),
                what: .summary(Summary(values: [Summary.Value(scalar: "a", 1)]))
            )
            RecordFormat.append(event.encoded(), to: &bytes)
        }
        return bytes
    }()

    private static let ends: [Int] = {
        var ends: [Int] = []
        whole.withUnsafeBytes { bytes in
            while let end = RecordFormat.recordEnd(from: ends.last ?? 0, in: bytes) {
                ends.append(end)
            }
        }
        return ends
    }()

    #if os(Linux)
    /// A file that nobody has open.
    private func path(_ bytes: [UInt8], in directory: ScratchDirectory) throws -> FilePath {
        try directory.write(bytes, to: "events.out.tfevents.1.host.1.0")
        return directory.path("events.out.tfevents.1.host.1.0")
    }

    private func expectUntouched(
        _ bytes: [UInt8],
        _ code: WriterError.Code,
        _ comment: Comment? = nil
    ) throws {
        let directory = try ScratchDirectory()
        let path = try path(bytes, in: directory)
        let error = #expect(throws: WriterError.self, comment) { try EventFile.recover(path) }
        #expect(error?.code == code, comment)
        #expect(try ScratchFile.contents(of: path) == bytes, comment)
    }

    @Test func aTornTailIsCutToTheLastWholeRecord() throws {
        let directory = try ScratchDirectory()
        let counts = (Self.ends[0]...Self.whole.count).filter { count in
            // Around the ends of records it matters; looking for who has the file open takes long.
            TestDepth.includesAllSeeds || count.isMultiple(of: 8)
                || Self.ends.contains { abs($0 - count) <= 1 }
        }
        for count in counts {
            let path = try path(Array(Self.whole[..<count]), in: directory)
            let end = try #require(Self.ends.last { $0 <= count })
            let recovery = try EventFile.recover(path)
            #expect(recovery.byteCount == end)
            #expect(recovery.removedByteCount == count - end)
            #expect(recovery.recordCount == Self.ends.count { $0 <= count })
            #expect(try ScratchFile.contents(of: path) == Array(Self.whole[..<end]))
        }
    }

    /// Delayed allocation leaves zeros behind a crash of the machine.
    @Test(arguments: [1, 8, 9, 12, 100, 5_000])
    func zerosAtTheEndAreCut(count: Int) throws {
        let directory = try ScratchDirectory()
        let zeros = [UInt8](repeating: 0, count: count)
        let path = try path(Self.whole + zeros, in: directory)
        #expect(try EventFile.recover(path).removedByteCount == count)
        #expect(try ScratchFile.contents(of: path) == Self.whole)
    }

    @Test func damageBeforeTheTailIsKept() throws {
        let directory = try ScratchDirectory()
        let (first, second) = (Self.ends[0], Self.ends[1])
        let zeros = [UInt8](repeating: 0, count: 300)
        var flipped = Self.whole
        flipped[first + 20] ^= 1
        var header = Self.whole
        header[first] ^= 1
        let damaged = [
            flipped, header,
            Array(Self.whole[..<second]) + zeros + Array(Self.whole[second...]),
            Array(Self.whole[..<(second - 3)]) + Array(Self.whole[second...]),
        ]
        for bytes in damaged {
            let path = try path(bytes + Self.whole.prefix(20), in: directory)
            #expect(try EventFile.recover(path).removedByteCount == 20)
            #expect(try ScratchFile.contents(of: path) == bytes)
        }
    }

    /// Bytes that no writer leaves may be somebody's.
    @Test func onlyATornRecordIsCut() throws {
        let directory = try ScratchDirectory()
        let bytes = Self.whole + [UInt8](repeating: 0x5a, count: 300)
        let path = try path(bytes, in: directory)
        #expect(try EventFile.recover(path).removedByteCount == 0)
        #expect(try EventFile.recover(path.string).removedByteCount == 0)
        #expect(try ScratchFile.contents(of: path) == bytes)
    }

    @Test func aFileWithoutARecordIsKept() throws {
        try expectUntouched([], .notRecoverable, "empty")
        try expectUntouched([UInt8](repeating: 0, count: 5_000), .notRecoverable, "zeros")
        try expectUntouched(Array(Self.whole.prefix(30)), .notRecoverable, "torn")
        try expectUntouched(Array("a letter to somebody".utf8), .notRecoverable, "no event file")
        try expectUntouched([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8], .notRecoverable, "gzip")
    }

    @Test func aFileThatThisProcessWritesIsKept() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir)
        let path = try #require(writer.eventFile)
        let error = #expect(throws: WriterError.self) { try EventFile.recover(path) }
        #expect(error?.code == .inUse)
        try writer.close()
        #expect(try EventFile.recover(path).removedByteCount == 0)
    }

    /// Writers of other packages take no lock.
    @Test func aFileThatIsOpenForWritingIsKept() throws {
        let directory = try ScratchDirectory()
        let bytes = Array(Self.whole.dropLast(3))
        let path = try path(bytes, in: directory)
        let writing = try FileDescriptor.open(path, .writeOnly, options: .append)
        let error = #expect(throws: WriterError.self) { try EventFile.recover(path) }
        #expect(error?.code == .inUse)
        try writing.close()
        let reading = try FileDescriptor.open(path, .readOnly)
        #expect(try EventFile.recover(path).removedByteCount > 0)
        try reading.close()
    }

    @Test func aFileThatAnotherProcessWritesIsKept() throws {
        let run = try WrittenRun()
        let process = try LoggingProcess(run.logdir, "endless")
        defer { process.kill() }
        while try run.files().isEmpty {}
        let path = try #require(try run.files().first)
        let error = #expect(throws: WriterError.self) { try EventFile.recover(path) }
        #expect(error?.code == .inUse)
    }

    @Test func aLinkIsFollowed() throws {
        let directory = try ScratchDirectory()
        let path = try path(Array(Self.whole.dropLast(3)), in: directory)
        try directory.link("link", to: path.string)
        #expect(try EventFile.recover(directory.path("link")).removedByteCount > 0)
        #expect(try ScratchFile.contents(of: path) == Array(Self.whole[..<Self.ends[1]]))
    }

    @Test func aPipeIsNotWaitedFor() throws {
        let directory = try ScratchDirectory()
        #expect(mkfifo(directory.path("pipe").string, 0o600) == 0)
        let error = #expect(throws: WriterError.self) {
            try EventFile.recover(directory.path("pipe"))
        }
        #expect(error?.code == .notRecoverable)
    }

    @Test func aMissingFileOrADirectoryIsAnError() throws {
        let directory = try ScratchDirectory()
        for path in [directory.path, directory.path("missing")] {
            let error = #expect(throws: WriterError.self) { try EventFile.recover(path) }
            #expect(error?.code == .open)
        }
    }
    #endif
}
