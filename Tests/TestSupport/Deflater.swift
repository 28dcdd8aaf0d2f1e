internal import CZlib

/// Compresses as TensorFlow's `TFRecordOptions` does.
package enum Deflater {
    /// The wrapping around the deflated bytes.
    package enum Container: Int32, CaseIterable, Sendable {
        case zlib = 15
        case gzip = 31
    }

    package static func compress(
        _ bytes: [UInt8],
        as container: Container,
        level: Int32 = 6
    ) -> [UInt8] {
        var stream = z_stream()
        guard czlib_deflate_init(&stream, level, container.rawValue) == Z_OK else { return [] }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let count = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return deflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : 0
            }
        }
        return Array(output.prefix(count))
    }
}
