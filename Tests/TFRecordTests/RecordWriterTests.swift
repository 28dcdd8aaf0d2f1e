import TFRecord
import TestSupport
import Testing

@Suite struct RecordWriterTests {
    @Test(arguments: GoldenRecord.all)
    func aPayloadIsFramedAsByTensorBoard(golden: GoldenRecord) {
        var bytes: [UInt8] = []
        RecordFormat.append(golden.payload, to: &bytes)
        #expect(bytes == golden.bytes, "\(golden.name)")
    }

    @Test func aFileIsItsRecordsAndNothingElse() throws {
        let path = ScratchFile.unusedPath()
        defer { ScratchFile.remove(path) }
        var writer = try RecordWriter(creating: path)
        for golden in GoldenRecord.all { try writer.write(golden.payload) }
        try writer.close()
        #expect(try ScratchFile.contents(of: path) == GoldenRecord.all.flatMap(\.bytes))
    }

    @Test func aRecordIsInTheFileWhenWriteReturns() throws {
        let path = ScratchFile.unusedPath()
        defer { ScratchFile.remove(path) }
        var writer = try RecordWriter(creating: path)
        try writer.write([1, 2, 3])
        #expect(try ScratchFile.contents(of: path) == RecordBytes.record([1, 2, 3]))
        try writer.close()
    }

    @Test func anExistingFileIsNotOverwritten() throws {
        let file = try ScratchFile([1, 2, 3])
        let error = #expect(throws: RecordError.self) { _ = try RecordWriter(creating: file.path) }
        #expect(error?.code == .open)
        #expect(error?.path == file.path)
        #expect(try file.contents() == [1, 2, 3])
    }

    @Test func anUnclosedWriterHasWrittenItsRecords() throws {
        let path = ScratchFile.unusedPath()
        defer { ScratchFile.remove(path) }
        do {
            var writer = try RecordWriter(creating: path)
            try writer.write([])
            try writer.write([7])
        }
        let contents = try ScratchFile.contents(of: path)
        #expect(contents == RecordBytes.file([[], [7]]))
    }
}
