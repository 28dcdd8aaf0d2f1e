/// Copies of names, each of which stays where it is.
@usableFromInline
struct NameArena {
    private var blocks: [UnsafeMutableRawPointer] = []
    private var next: UnsafeMutableRawPointer?
    private var free = 0
    /// Bytes of all blocks.
    @usableFromInline private(set) var byteCount = 0

    @usableFromInline
    init() {}

    /// Copies a name; the copy is valid until ``deallocate()``.
    @usableFromInline
    mutating func copy(_ name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard let source = name.baseAddress, name.count > 0 else {
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        if name.count > free { addBlock(atLeast: name.count) }
        guard let target = next else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        target.copyMemory(from: source, byteCount: name.count)
        next = target + name.count
        free -= name.count
        return UnsafeRawBufferPointer(start: target, count: name.count)
    }

    /// Releases the memory; no copy may be used afterwards.
    @usableFromInline
    mutating func deallocate() {
        for block in blocks { block.deallocate() }
        blocks = []
    }

    private mutating func addBlock(atLeast needed: Int) {
        let size = max(needed, Self.blockByteCount)
        let block = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 8)
        blocks.append(block)
        byteCount += size
        next = block
        free = size
    }

    private static let blockByteCount = 4_096
}
