import CFaultInjection
import Platform
import SystemPackage
import TensorBoard

extension Scenario {
    /// Logs an embedding with everything that one may have, and prints the files and directories
    /// that a durable flush syncs, then `flushed`; prints `not watched` where they cannot be seen.
    static func logDurably(to logdir: String) throws {
        let writer = try SummaryWriter(logdir: logdir + "/run")
        let points = [Float](repeating: 1, count: 8).shaped(4, 2)
        let thumbnails = [UInt8](repeating: 7, count: 16).shaped(4, 2, 2)
        writer.addEmbedding(
            "e",
            points,
            metadata: ["a", "b", "c", "d"],
            sprite: ProjectorSprite(thumbnails)
        )
        // What an earlier flush has written is synced by a later one.
        try writer.flush()
        guard ck_syncs_log(FileDescriptor.standardOutput.rawValue) != 0 else {
            _ = try FileDescriptor.standardOutput.writeAll("not watched\n".utf8)
            return
        }
        try writer.flush(durably: true)
        _ = try FileDescriptor.standardOutput.writeAll("flushed\n".utf8)
        try writer.flush(durably: true)
        try writer.close()
    }
}
