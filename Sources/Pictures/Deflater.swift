internal import CZlib

/// A zlib stream that is compressed into memory that grows as needed.
final class Deflater {
    // zlib keeps a pointer back to its stream, so that must never move.
    private let stream: UnsafeMutablePointer<z_stream>
    private var output: UnsafeMutableRawBufferPointer
    private var byteCount = 0
    private var mode: DeflateMode

    /// Creates a stream; `nil` if there is no memory for it.
    ///
    /// - Parameters:
    ///   - mode: The initial mode.
    ///   - expectedByteCount: The size that the output may reach without being moved.
    init?(mode: DeflateMode, expectedByteCount: Int) {
        self.mode = mode
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        output = .allocate(byteCount: max(expectedByteCount, 1024), alignment: 16)
        guard czlib_deflate_init_strategy(stream, mode.level, mode.strategy) == Z_OK else {
            return nil
        }
        tune()
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    /// The compressed bytes so far.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: output[..<byteCount]) }

    /// Adds bytes to the stream; the last of them finish it.
    ///
    /// - Returns: Whether zlib succeeded.
    func append(
        _ input: UnsafeMutableBufferPointer<UInt8>,
        mode: DeflateMode,
        isLast: Bool
    ) -> Bool {
        guard switchMode(to: mode) else { return false }
        stream.pointee.next_in = input.baseAddress
        stream.pointee.avail_in = UInt32(clamping: input.count)
        while true {
            let status = run { deflate($0, isLast ? Z_FINISH : Z_NO_FLUSH) }
            if isLast ? status == Z_STREAM_END : stream.pointee.avail_in == 0 { return true }
            guard status == Z_OK || status == Z_BUF_ERROR else { return false }
        }
    }

    private func switchMode(to mode: DeflateMode) -> Bool {
        guard mode != self.mode else { return true }
        // The bytes of the old mode are written first, and may need more room than is left.
        while true {
            switch run({ deflateParams($0, mode.level, mode.strategy) }) {
            case Z_OK:
                self.mode = mode
                tune()
                return true
            case Z_BUF_ERROR: continue
            default: return false
            }
        }
    }

    /// Makes the fast search remember every position: hardly slower on repetitive bytes, and
    /// smaller by a fifth on smooth images.
    private func tune() {
        if mode == .repetitions { deflateTune(stream, 4, 258, 258, 4) }
    }

    /// Calls zlib with room for at least 64 KiB of output.
    private func run(_ call: (UnsafeMutablePointer<z_stream>) -> Int32) -> Int32 {
        if output.count - byteCount < 1 << 16 {
            let larger = UnsafeMutableRawBufferPointer.allocate(
                byteCount: output.count * 3 / 2 + 1 << 16,
                alignment: 16
            )
            larger.copyMemory(from: bytes)
            output.deallocate()
            output = larger
        }
        let room = UnsafeMutableRawBufferPointer(rebasing: output[byteCount...])
        stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(clamping: room.count)
        let offered = Int(stream.pointee.avail_out)
        let status = call(stream)
        byteCount += offered - Int(stream.pointee.avail_out)
        return status
    }
}
