/// Bytes in order, from a file, a pipe or a decompressor.
package protocol ByteSource: AnyObject {
    /// Fills the front of `buffer` with the next bytes.
    ///
    /// - Returns: The number of bytes, 0 only when there are no more for now.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int

    /// The same bytes with random access, where the source has it.
    var randomAccess: FileSource? { get }

    /// Whether the stream around the bytes was cut, as that of a cut gzip file is.
    var endsEarly: Bool { get }
}

extension ByteSource {
    package var endsEarly: Bool { false }
}
