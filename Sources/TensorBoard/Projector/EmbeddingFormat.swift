/// How an embedding's numbers lie on the disk.
///
/// ```swift
/// writer.addEmbedding("words", vectors.shaped(2, 3), metadata: ["a", "b"], format: .float32)
/// ```
public enum EmbeddingFormat: Hashable, Sendable {
    /// A line of decimal numbers for each point, which any tool reads.
    case tsv
    /// The numbers as they are, 4 bytes each: smaller, and much faster to write and to load.
    ///
    /// TensorBoard only takes a file for binary where its first line is no text. The few matrices
    /// whose bytes happen to be text, such as one of all zeros, are written as ``tsv`` therefore.
    case float32
}
