/// The memory a record reader works in; one serves all files that a worker reads in turn.
///
/// It is small enough to stay in a core's L2 cache: bytes are checked and parsed right after the
/// kernel has copied them there.
package final class ReadBuffer {
    package let bytes: UnsafeMutableRawBufferPointer

    package init(byteCount: Int = ReadBuffer.defaultByteCount) {
        bytes = .allocate(byteCount: byteCount, alignment: 64)
    }

    deinit {
        bytes.deallocate()
    }

    package static let defaultByteCount = 256 * 1024
}
