import SystemPackage
import TFRecord
import TensorBoard
import Testing

/// What is said to help against an error of the operating system does help.
struct ErrorAdviceTests {
    static let advice: [(Errno, String)] = [
        (.tooManyOpenFiles, "ulimit -n"), (.tooManyOpenFilesInSystem, "fs.file-max"),
        (.permissionDenied, "permissions"), (.notPermitted, "permissions"),
        (.tooManySymbolicLinkLevels, "links"), (.noMemory, "memory"),
        (.noSuchFileOrDirectory, "exists"), (.fileNameTooLong, "shorter"),
        (.readOnlyFileSystem, "another directory"), (.noSpace, "free some space"),
        (.diskQuotaExceeded, "quota"), (.fileTooLarge, "ulimit -f"), (.ioError, "disk"),
    ]

    @Test(arguments: advice)
    func theReadersErrorsSayWhatToDo(errno: Errno, text: String) {
        for code in [RecordError.Code.open, .read, .write] {
            let error = RecordError(code: code, path: "a", errno: errno)
            #expect(error.description.contains(text))
            #expect(error.description.contains("space") == (errno == .noSpace))
        }
    }

    @Test(arguments: advice)
    func theWritersErrorsSayWhatToDo(errno: Errno, text: String) {
        for code in [WriterError.Code.createDirectory, .open, .write, .sync, .read] {
            let error = WriterError(code: code, path: "a", errno: errno)
            #expect(error.description.contains(text))
            #expect(error.description.contains("space") == (errno == .noSpace))
        }
    }
}
