import TFRecord
import TestSupport
import Testing

/// What cannot be opened or read at all, as opposed to damage, which is read over.
@Suite struct RecordErrorTests {
    @Test func aMissingFileIsAnErrorOnOpening() {
        let path = ScratchFile.unusedPath()
        let error = #expect(throws: RecordError.self) { _ = try RecordReader(opening: path) }
        #expect(error?.code == .open)
        #expect(error?.path == path)
    }

    @Test func aDirectoryIsAnErrorOnReading() {
        let error = #expect(throws: RecordError.self) {
            _ = try RecordReader(opening: Fixtures.testsDirectory)
        }
        #expect(error?.code == .read)
        #expect(error?.path == Fixtures.testsDirectory)
    }

    @Test(
        arguments: [
            (.open, "check that it exists"), (.read, "beyond byte 512"), (.write, "at byte 512"),
            (.decompression, "after 512 decompressed bytes"), (.payloadTooLarge, "2 GiB"),
        ] as [(RecordError.Code, String)]
    )
    func theTextSaysWhatAndWhere(code: RecordError.Code, text: String) {
        let path = ScratchFile.unusedPath()
        let error = RecordError(code: code, path: path, offset: 512)
        #expect(error.description.contains(text))
        #expect(error.description.contains("\(path)"))
    }
}
