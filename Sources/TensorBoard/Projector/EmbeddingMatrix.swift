/// An embedding's points, one in each row.
struct EmbeddingMatrix: Sendable {
    let elements: [Float]
    let rowCount: Int
    let columnCount: Int

    /// The bytes of a file, and whether they are text.
    func encoded(as format: EmbeddingFormat) -> (bytes: [UInt8], isText: Bool) {
        if format == .float32 {
            let bytes = littleEndianBytes()
            if !Self.isTakenForText(bytes) { return (bytes, false) }
        }
        return (text(), true)
    }

    /// Whether TensorBoard's first attempt, to read a file as text, does not fail at once.
    ///
    /// Lines are decoded one by one, so that the first alone decides; a character that is cut at
    /// its end decides nothing, as some readers skip the carriage return after it. See
    /// `_read_tensor_tsv_file` in TensorBoard's `projector_plugin.py`.
    static func isTakenForText(_ bytes: [UInt8]) -> Bool {
        var line = bytes.prefix { $0 != 0x0a && $0 != 0x0d }
        while let last = line.last, last >= 0x80 { line.removeLast() }
        return String(validating: line, as: UTF8.self) != nil
    }

    private func littleEndianBytes() -> [UInt8] {
        #if _endian(little)
        elements.withUnsafeBytes { [UInt8]($0) }
        #else
        elements.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian) { [UInt8]($0) } }
        #endif
    }

    /// The shortest decimals that read back as the same floats.
    private func text() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(elements.count * 10)
        for row in 0..<rowCount {
            for column in 0..<columnCount {
                let element = elements[row * columnCount + column]
                if column > 0 { bytes.append(UInt8(ascii: "\t")) }
                bytes += (element.isNaN ? "nan" : element.description).utf8
            }
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }
}
