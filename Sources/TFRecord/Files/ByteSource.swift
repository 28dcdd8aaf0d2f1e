/// Bytes in order, from a file, a pipe or a decompressor.
package protocol ByteSource: AnyObject {
    /// Fills the front of `buffer` with the bytes that come next.
    ///
    /// - Returns: How many bytes came, 0 only when there are no more for now.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int

    /// The same bytes with random access, where the source has it.
    var randomAccess: FileSource? { get }

    /// Whether the bytes ended before the stream around them did, as those of a cut gzip file do.
    var endsEarly: Bool { get }
}

extension ByteSource {
    package var endsEarly: Bool { false }
}
