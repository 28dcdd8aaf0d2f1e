internal import CZlib
package import SystemPackage

/// The bytes inside a gzip or zlib stream, as TensorFlow's `TFRecordOptions` writes them.
///
/// Memory stays constant whatever the stream expands to. Several gzip members in a row count as one
/// stream, as they do for `gunzip`.
package final class InflateSource: ByteSource {
    private let path: FilePath
    private let compressed: any ByteSource
    private let input: UnsafeMutableRawBufferPointer
    // zlib keeps a pointer back to its stream, so that must never move.
    private let stream: UnsafeMutablePointer<z_stream>
    private var position = 0
    private var state = State.inside
    /// The first bytes of the current member and the last of the whole input, which tell a cut
    /// from damage when the end comes too early.
    private var ending = CompressedEnding()

    private enum State {
        case inside
        case betweenMembers
        case finished
        /// The input ended inside a member, as that of a live or killed writer does.
        case cut
        case broken
    }

    /// Starts to decompress `compressed` at its current position.
    package init(_ compressed: any ByteSource, path: FilePath) throws(RecordError) {
        self.path = path
        self.compressed = compressed
        self.input = .allocate(byteCount: Self.inputByteCount, alignment: 16)
        self.stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 bits of window; adding 32 lets zlib tell gzip from zlib by the header.
        guard czlib_inflate_init(stream, 15 + 32) == Z_OK else {
            // The only possible failure with the zlib that this was built for.
            throw RecordError(code: .open, path: path, errno: .noMemory)
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    package var randomAccess: FileSource? { nil }

    package var endsEarly: Bool { state == .cut }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int {
        stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(clamping: buffer.count)
        let requested = Int(stream.pointee.avail_out)
        while stream.pointee.avail_out > 0, state == .inside || state == .betweenMembers {
            if stream.pointee.avail_in == 0, try refillInput() == 0 {
                state = stateAtEndOfInput
            } else if state == .betweenMembers {
                startNextMember()
            } else {
                inflateMore()
            }
        }
        let count = requested - Int(stream.pointee.avail_out)
        // Bytes decompressed before the break are returned; the next call reports it.
        guard count > 0 || state != .broken else {
            throw RecordError(code: .decompression, path: path, offset: position)
        }
        position += count
        return count
    }

    private func inflateMore() {
        let start = stream.pointee.next_in
        let available = Int(stream.pointee.avail_in)
        let result = inflate(stream, Z_NO_FLUSH)
        ending.takeHead(
            UnsafeRawBufferPointer(
                start: start,
                count: available - Int(stream.pointee.avail_in)
            )
        )
        switch result {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: state = .betweenMembers
        default: state = .broken
        }
    }

    private var stateAtEndOfInput: State {
        guard state == .inside else { return .finished }
        let isCut = ending.looksCut(
            consumed: UInt64(stream.pointee.total_in),
            produced: UInt64(stream.pointee.total_out)
        )
        return isCut ? .cut : .broken
    }

    private func refillInput() throws(RecordError) -> Int {
        let count = try compressed.read(into: input)
        ending.takeTail(UnsafeRawBufferPointer(rebasing: input[..<count]))
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(count)
        return count
    }

    /// Starts another member at its magic byte; zeros are padding, anything else is a damaged
    /// member.
    private func startNextMember() {
        while stream.pointee.avail_in > 0, stream.pointee.next_in.pointee == 0 {
            stream.pointee.next_in += 1
            stream.pointee.avail_in -= 1
        }
        guard stream.pointee.avail_in > 0 else { return }
        ending.startMember()
        let isMember = stream.pointee.next_in.pointee == 0x1f && inflateReset(stream) == Z_OK
        state = isMember ? .inside : .broken
    }

    private static let inputByteCount = 64 * 1024
}
