import Platform
import SystemPackage
import TensorBoard

extension Scenario {
    /// A writer with twenty images, most of which are not encoded yet.
    static func logImages(to logdir: String) throws -> SummaryWriter {
        let writer = try SummaryWriter(logdir: logdir)
        for step in 0..<20 { logImage(to: writer, step: step) }
        return writer
    }

    static func logImagesInTwoProcesses(to logdir: String) throws {
        let writer = try logImages(to: logdir)
        let child = try forked {
            for step in 100..<102 { logImage(to: writer, step: step) }
            try writer.close()
        }
        logImage(to: writer, step: 20)
        try writer.close()
        try wait(for: child)
    }

    private static func logImage(to writer: SummaryWriter, step: Int) {
        let side = 256
        let pixels = (0..<side * side).map { UInt8(truncatingIfNeeded: $0 &* (step + 7) >> 3) }
        writer.addImage("image", pixels.shaped(side, side), step: step)
    }
}
