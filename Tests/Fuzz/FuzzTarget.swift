import Platform
import SystemPackage
import TFRecord
import TestSupport

/// libFuzzer's way in.
///
/// - Returns: 0, as libFuzzer wants it.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
    Target.current.run([UInt8](UnsafeBufferPointer(start: start, count: byteCount)))
    return 0
}

/// One input is a file, and an event, and so is each record inside it.
func checkFile(_ input: [UInt8]) {
    let turn = Turn(of: input)
    FramingCheck(input).run()
    FileCheck(input).run(turn)
    if turn.checksParts { PartedCheck(input).run() }
    for payload in payloads(of: input) { EventCheck(payload).run(turn) }
}

/// Which of the dear checks an input gets; a mutation of it gets another.
///
/// Together they take half of the time, and would halve how many inputs are tried. With
/// `TFEVENTS_FUZZ_ALL` set, each input gets all of them.
struct Turn {
    let checksReport: Bool
    let checksLeftover: Bool
    let checksDebugEvents: Bool
    let checksParts: Bool

    /// The same input always has the same turn.
    init(of input: [UInt8]) {
        let turn = input.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 } >> 8 & 3
        checksReport = Self.isAlways || turn == 0
        checksLeftover = Self.isAlways || turn == 1
        checksDebugEvents = Self.isAlways || turn == 2
        checksParts = Self.isAlways || turn == 3
    }

    private static let isAlways = getenv("TFEVENTS_FUZZ_ALL") != nil
}

/// The payloads of two records whose lengths fit, or the input where it is no file.
///
/// Others get their turn when mutations move them to the front or make them long.
private func payloads(of input: [UInt8]) -> [[UInt8]] {
    let records = RecordSplit(input).records
    guard let first = records.dropFirst().first ?? records.first else { return [input] }
    let longest = records.max { $0.payload.count < $1.payload.count } ?? first
    let chosen = first.offset == longest.offset ? [first] : [first, longest]
    return chosen.map { Array(input[$0.payload]) }
}

/// Ends the process with a message, for libFuzzer to keep the input, unless `condition` holds.
func check(_ condition: Bool, _ message: @autoclosure () -> String) {
    if condition { return }
    _ = try? FileDescriptor.standardError.writeAll("FUZZ: \(message())\n".utf8)
    abort()
}

/// Ends the process with a message when there is one.
func check(noFault fault: String?, _ context: @autoclosure () -> String) {
    if let fault { check(false, "\(context()): \(fault)") }
}
