internal import CZlib

/// What deflate searches for, which is most of its cost.
enum DeflateMode: Hashable, Sendable {
    /// Nothing: the bytes are stored.
    case stored
    /// Frequent bytes.
    case entropy
    /// Frequent bytes, and runs of one byte.
    case runs
    /// All earlier bytes, as at a fast level.
    case repetitions
    /// All earlier bytes, as far as one of zlib's levels goes.
    case level(Int32)
    /// The same, for bytes that rarely repeat but differ in frequency.
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
    /// The mode that suits filtered rows, judging by a part of them.
    static func suited(to bytes: UnsafeBufferPointer<UInt8>) -> DeflateMode {
        let probe = DeflateProbe(bytes)
        if probe.bitsPerByteWithMatches < 0.93 * probe.bitsPerByte { return .repetitions }
        if probe.bitsPerByte > 7.95 { return .stored }
        return probe.runShare > 0.01 ? .runs : .entropy
    }
}
