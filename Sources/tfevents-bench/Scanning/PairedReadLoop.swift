import Dispatch
import Synchronization
import SystemPackage

/// The speedup of two threads that read the same files and do nothing with the bytes: the most that
/// two jobs can gain if memory is the limit.
final class PairedReadLoop: Sendable {
    private let pieces: [(path: String, range: Range<Int>)]
    private let next = Atomic(0)

    /// Finds all files in a directory and its subdirectories.
    init(below directory: FilePath) throws {
        pieces = try ReadLoop.files(below: directory).flatMap { path in
            let file = try FileDescriptor.open(path, .readOnly)
            let end = try file.closeAfter { Int(try file.seek(offset: 0, from: .end)) }
            return stride(from: 0, to: end, by: Self.pieceByteCount).map {
                (path, $0..<min(end, $0 + Self.pieceByteCount))
            }
        }
    }

    /// Reads all files once.
    func read(threads: Int) {
        next.store(0, ordering: .relaxed)
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            let buffer = UnsafeMutableRawBufferPointer.allocate(
                byteCount: 1 << 20,
                alignment: 4_096
            )
            defer { buffer.deallocate() }
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < pieces.count else { return }
                // A file that cannot be read was reported when it was read before.
                try? read(pieces[index].path, pieces[index].range, buffer)
            }
        }
    }

    private func read(
        _ path: String,
        _ range: Range<Int>,
        _ buffer: UnsafeMutableRawBufferPointer
    ) throws {
        let file = try FileDescriptor.open(path, .readOnly)
        try file.closeAfter {
            var offset = range.lowerBound
            while offset < range.upperBound {
                let count = try file.read(fromAbsoluteOffset: Int64(offset), into: buffer)
                if count == 0 { return }
                offset += count
            }
        }
    }

    private static let pieceByteCount = 8 << 20
}
