import TFRecord
import TestSupport

/// libFuzzer's own mutation of the bytes at `start`; returns their new number.
@_silgen_name("LLVMFuzzerMutate")
private func libFuzzerMutate(
    _ start: UnsafeMutablePointer<UInt8>?,
    _ count: Int,
    _ limit: Int
) -> Int

/// Mutates an input so that checksums and lengths go on to fit, most of the time.
///
/// - Returns: The new number of bytes.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutateInput(
    _ start: UnsafeMutablePointer<UInt8>?,
    _ count: Int,
    _ limit: Int,
    _ seed: UInt32
) -> Int {
    var generator = SeededGenerator(seed: UInt64(seed))
    let buffer = UnsafeMutableBufferPointer(start: start, count: limit)
    guard generator.next() % 4 > 0, count > 0 else { return libFuzzerMutate(start, count, limit) }
    let input = Array(buffer[..<count])
    let mutant =
        switch Target.current {
        case .files: RecordMutator(input).mutant(using: &generator)
        case .explain: RunMutator(input).mutant(using: &generator)
        case .merge: ReportMutator(input).mutant(using: &generator)
        case .rules, .globs: [UInt8]()
        }
    guard !mutant.isEmpty, mutant.count <= limit else {
        return libFuzzerMutate(start, count, limit)
    }
    _ = buffer.update(fromContentsOf: mutant)
    return mutant.count
}

/// Bytes with one more of libFuzzer's mutations.
func mutated(_ bytes: [UInt8]) -> [UInt8] {
    let room = 16
    return [UInt8](unsafeUninitializedCapacity: bytes.count + room) { buffer, count in
        _ = buffer.initialize(fromContentsOf: bytes)
        buffer[bytes.count...].initialize(repeating: 0)
        count = libFuzzerMutate(buffer.baseAddress, bytes.count, bytes.count + room)
    }
}
