/// The format of an embedding's numbers on disk.
///
/// ```swift
/// writer.addEmbedding("words", vectors.shaped(2, 3), metadata: ["a", "b"], format: .float32)
/// ```
public enum EmbeddingFormat: Hashable, Sendable {
    /// A line of decimal numbers for each point, which any tool can read.
    case tsv
    /// The numbers in binary, 4 bytes each: smaller, and much faster to write and to load.
    ///
    /// TensorBoard treats a file as binary only if its first line is not text. The few matrices
    /// whose bytes happen to be text, such as one of all zeros, are therefore written as ``tsv``.
    case float32
}

/// An embedding's points, one in each row.
struct EmbeddingMatrix: Sendable {
    let elements: [Float]
    let rowCount: Int
    let columnCount: Int

    /// The bytes of a file, and whether they are text.
    func encoded(as format: EmbeddingFormat) -> (bytes: [UInt8], isText: Bool) {
        if format == .float32 {
            let bytes = littleEndianBytes()
            if !Self.looksLikeText(bytes) { return (bytes, false) }
        }
        return (text(), true)
    }

    /// Whether TensorBoard's first attempt, to read a file as text, does not fail immediately.
    ///
    /// Lines are decoded one by one, so that only the first one decides; a character that is cut at
    /// its end decides nothing, as some readers skip the carriage return after it. See
    /// `_read_tensor_tsv_file` in TensorBoard's `projector_plugin.py`.
    static func looksLikeText(_ bytes: [UInt8]) -> Bool {
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

extension EmbeddingMatrix {
    /// The reason why a tensor is not a list of points.
    struct Problem: Error {
        let message: String
    }

    /// Copies a tensor's elements.
    init(_ tensor: some TensorSource) throws(Problem) {
        let shape = tensor.tensorShape
        guard shape.count == 2, let count = tensor.elementCount, count > 0,
            shape.allSatisfy({ $0 <= Int(UInt32.max) })
        else {
            throw Problem(message: "an embedding has the shape [points, dimensions], not \(shape)")
        }
        guard let elements = tensor.floats() else {
            throw Problem(message: "an embedding consists of numbers, not of \(tensor.tensorDType)")
        }
        guard elements.count == count else {
            throw Problem(message: "the tensor has \(elements.count) elements instead of \(count)")
        }
        self.init(elements: elements, rowCount: shape[0], columnCount: shape[1])
    }
}
