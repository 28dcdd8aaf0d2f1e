internal import CZlib

/// What deflate is to look for, which is most of what it costs.
enum DeflateMode: Hashable, Sendable {
    /// Nothing: the bytes are stored.
    case stored
    /// Frequent bytes.
    case entropy
    /// Frequent bytes, and runs of one byte.
    case runs
    /// Everything that came before, as a fast level does it.
    case repetitions
    /// Everything that came before, as far as a level of zlib's goes.
    case level(Int32)
    /// The same, where few bytes repeat themselves but some are more frequent than others.
    case filteredLevel(Int32)

    var level: Int32 {
        switch self {
        case .stored: 0
        case .entropy, .runs, .repetitions: 1
        case .level(let level), .filteredLevel(let level): level
        }
    }

    var strategy: Int32 {
        switch self {
        case .entropy: Z_HUFFMAN_ONLY
        case .runs: Z_RLE
        case .filteredLevel: Z_FILTERED
        case .stored, .repetitions, .level: Z_DEFAULT_STRATEGY
        }
    }
}

extension DeflateMode {
    /// The mode that suits filtered rows, by a look at a part of them.
    static func suited(to bytes: UnsafeBufferPointer<UInt8>) -> DeflateMode {
        let probe = DeflateProbe(bytes)
        if probe.bitsPerByteWithMatches < 0.93 * probe.bitsPerByte { return .repetitions }
        if probe.bitsPerByte > 7.95 { return .stored }
        return probe.runShare > 0.01 ? .runs : .entropy
    }
}
