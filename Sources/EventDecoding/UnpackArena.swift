internal import CTensorBoardProto

/// The memory into which libprotobuf-c unpacks one message; all of it is released at once.
///
/// libprotobuf-c allocates for every field and sub-message, so a message of empty sub-messages
/// takes a hundred times its size. The memory of one message is therefore bounded.
final class UnpackArena {
    /// The first is enough for most messages and is kept.
    private var chunks: [UnsafeMutableRawBufferPointer]
    /// The rest of the last shared chunk.
    private var free: UnsafeMutableRawBufferPointer
    /// The bytes that the current message may still allocate.
    private var allowance = 0
    /// Whether the current message exceeded its allowance.
    private(set) var isExhausted = false

    init() {
        let first = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Self.firstChunkByteCount,
            alignment: Self.alignment
        )
        chunks = [first]
        free = first
    }

    deinit {
        for chunk in chunks { chunk.deallocate() }
    }

    /// Calls `body` with an allocator for one message, whose memory is reused after the call.
    func withAllocator<Result>(
        forMessageOf byteCount: Int,
        _ body: (UnsafeMutablePointer<ProtobufCAllocator>) -> Result
    ) -> Result {
        allowance = Self.allowance(forMessageOf: byteCount)
        isExhausted = false
        defer { reset() }
        // The allocator holds no reference of its own: it lives within this call on `self`.
        var allocator = ProtobufCAllocator(
            alloc: { arena, byteCount in
                guard let arena else { return nil }
                return Unmanaged<UnpackArena>.fromOpaque(arena).takeUnretainedValue()
                    .allocate(byteCount)
            },
            free: { _, _ in },
            allocator_data: Unmanaged.passUnretained(self).toOpaque()
        )
        return withExtendedLifetime(self) {
            withUnsafeMutablePointer(to: &allocator, body)
        }
    }

    private func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer? {
        guard byteCount >= 0, byteCount <= allowance else {
            isExhausted = true
            return nil
        }
        let rounded = (byteCount + Self.alignment - 1) & ~(Self.alignment - 1)
        allowance -= rounded
        if rounded > free.count {
            if rounded > Self.firstChunkByteCount {
                // Too large to share a chunk; the current one stays in use.
                return chunk(of: rounded).baseAddress
            }
            free = chunk(of: Self.firstChunkByteCount << min(chunks.count, 6))
        }
        let start = free.baseAddress
        free = UnsafeMutableRawBufferPointer(rebasing: free[rounded...])
        return start
    }

    private func chunk(of byteCount: Int) -> UnsafeMutableRawBufferPointer {
        let chunk = UnsafeMutableRawBufferPointer.allocate(
            byteCount: byteCount,
            alignment: Self.alignment
        )
        chunks.append(chunk)
        return chunk
    }

    private func reset() {
        for chunk in chunks.dropFirst() { chunk.deallocate() }
        chunks.removeSubrange(1...)
        free = chunks[0]
    }

    /// Enough for everything that a writer has reason to write.
    ///
    /// A packed varint of one byte becomes eight. An empty string of two bytes takes up to 80 with
    /// libprotobuf-c's bookkeeping, but nobody writes many thousands of those.
    static func allowance(forMessageOf byteCount: Int) -> Int {
        64 * 1024 + 8 * byteCount + min(56 * byteCount, 16 * 1024 * 1024)
    }

    // The alignment of the widest members of the generated structs.
    private static let alignment = 8
    private static let firstChunkByteCount = 16 * 1024
}
