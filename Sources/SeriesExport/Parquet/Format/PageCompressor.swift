internal import CZlib

/// Compresses pages, or leaves them as they are.
final class PageCompressor {
    let codec: CompressionCodec
    /// The bytes of the last page.
    private(set) var bytes: [UInt8] = []
    // zlib keeps a pointer back to its stream, so that must never move.
    private let stream: UnsafeMutablePointer<z_stream>?

    /// Creates a compressor; `nil` if there is no memory for it.
    init?(_ compression: ParquetOptions.Compression) {
        guard case .gzip(let level) = compression else {
            codec = .uncompressed
            stream = nil
            return
        }
        codec = .gzip
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        self.stream = stream
        // 16 more than the largest window asks for gzip's header and trailer.
        let speed = Int32(min(max(level, 1), 9))
        guard czlib_deflate_init(stream, speed, 15 + 16) == Z_OK else { return nil }
    }

    deinit {
        guard let stream else { return }
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Makes ``bytes`` a page that consists of two parts.
    ///
    /// - Returns: Whether zlib succeeded.
    func compress(_ head: [UInt8], _ body: [UInt8]) -> Bool {
        guard let stream else { return false }
        guard deflateReset(stream) == Z_OK else { return false }
        let bound = Int(deflateBound(stream, UInt(head.count + body.count)))
        if bytes.count < bound {
            bytes.append(contentsOf: repeatElement(0, count: bound - bytes.count))
        }
        compressedByteCount = 0
        return run(head, flush: Z_NO_FLUSH) && run(body, flush: Z_FINISH)
    }

    /// The size of the last page.
    private(set) var compressedByteCount = 0

    private func run(_ input: [UInt8], flush: Int32) -> Bool {
        guard let stream else { return false }
        return input.withUnsafeBufferPointer { input in
            bytes.withUnsafeMutableBufferPointer { output in
                // zlib does not write to its input, but its declaration does not say so.
                stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.pointee.avail_in = UInt32(clamping: input.count)
                let room = UnsafeMutableBufferPointer(rebasing: output[compressedByteCount...])
                stream.pointee.next_out = room.baseAddress
                stream.pointee.avail_out = UInt32(clamping: room.count)
                let offered = Int(stream.pointee.avail_out)
                let status = deflate(stream, flush)
                compressedByteCount += offered - Int(stream.pointee.avail_out)
                guard flush == Z_FINISH else {
                    return status == Z_BUF_ERROR || status == Z_OK && stream.pointee.avail_in == 0
                }
                return status == Z_STREAM_END
            }
        }
    }
}
