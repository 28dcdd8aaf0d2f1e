import SystemPackage
import TestSupport

/// Tells when `scan --follow` has looked at everything, by findings that are allowed.
///
/// What a look finds is announced when the look is over. So once a finding of this file is there,
/// the look that found it has read every other file too.
final class LookMarker {
    private let directory: ScratchDirectory
    /// How many findings there are.
    private var count = 0

    init() throws {
        directory = try ScratchDirectory(["tfevents": []])
        try mark()
    }

    /// What `scan` is told besides its own paths.
    var arguments: [String] { ["--allow", "look/*=nan", directory.path.string] }

    /// Waits for the end of the first look.
    func waitForFirstLook(of running: RunningCommand) throws {
        try waitForMark(by: running)
    }

    /// Waits for the end of a look that begins after this call.
    func waitForNextLook(of running: RunningCommand) throws {
        // The look that finds the first mark may have begun earlier.
        for _ in 0..<2 {
            try mark()
            try waitForMark(by: running)
        }
    }

    private func mark() throws {
        count += 1
        let event = EventBytes.scalar("look/\(count)", .nan, step: Int64(count))
        try directory.append(RecordBytes.file([event]), to: "tfevents")
    }

    private func waitForMark(by running: RunningCommand) throws {
        let tag = "look/\(count) "
        try running.wait(for: "look \(count)") { running.outputSoFar.contains(tag) }
    }
}
