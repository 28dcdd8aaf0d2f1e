internal import SystemPackage
package import TFRecord

/// A stream that hands out given bytes in given portions, and counts what it handed out.
package final class ScriptedSource: ByteSource {
    private let bytes: [UInt8]
    private let portions: [Int]
    private var portionIndex = 0
    /// How many bytes were handed out; a stream hands out each but once.
    package private(set) var position = 0

    /// A stream of `bytes`, of which each read gives at most the next of `portions`, in turn.
    package init(_ bytes: [UInt8], portions: [Int] = []) {
        self.bytes = bytes
        self.portions = portions
    }

    package var randomAccess: FileSource? { nil }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int {
        var count = min(buffer.count, bytes.count - position)
        if !portions.isEmpty {
            count = min(count, portions[portionIndex % portions.count])
            portionIndex += 1
        }
        buffer.copyBytes(from: bytes[position..<position + count])
        position += count
        return count
    }

    /// A reader that takes these bytes as they come.
    package func reader(
        bufferByteCount: Int = ReadBuffer.defaultByteCount
    ) throws(RecordError) -> RecordReader {
        try reader(in: ReadBuffer(byteCount: bufferByteCount))
    }

    package func reader(in buffer: ReadBuffer) throws(RecordError) -> RecordReader {
        try RecordReader(self, path: "stream", buffer: buffer)
    }
}
