import SystemPackage
import TFRecord
import TestSupport

/// The memory and the file that all inputs share, since making them takes longer than using them.
enum Workspace {
    /// Of the size in use, of a size that makes most records go by in pieces, and a tiny one.
    ///
    /// libFuzzer runs on one thread.
    nonisolated(unsafe) static let readBuffers = [
        ReadBuffer(), ReadBuffer(byteCount: 4_096), ReadBuffer(byteCount: 512),
    ]
    static var wholeBuffer: ReadBuffer { readBuffers[0] }
    /// What still is all in memory, whichever buffer it goes through.
    static var smallestWholeLimit: Int { (readBuffers.map(\.bytes.count).min() ?? 0) / 4 }

    nonisolated(unsafe) private static let scratch: ScratchFile? = try? ScratchFile()

    /// Where the file of the last reader is.
    static var path: FilePath { scratch?.path ?? "" }

    /// A reader that can look ahead in `file`.
    static func reader(
        ofFile file: [UInt8],
        buffer: ReadBuffer
    ) throws -> RecordReader {
        guard let scratch else { throw Errno.noSuchFileOrDirectory }
        try scratch.replace(with: file)
        return try RecordReader(
            FileSource(opening: scratch.path),
            path: scratch.path,
            buffer: buffer
        )
    }
}
