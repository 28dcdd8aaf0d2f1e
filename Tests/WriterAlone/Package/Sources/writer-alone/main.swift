import TensorBoard

// Every part of the writer that once read messages: dumps, and resuming.
let writer = try SummaryWriter(logdir: CommandLine.arguments[1], purgeStep: 1)
writer.addScalar("loss", 0.5, step: 1)
writer.addHParams(["lr": 3e-4])
writer.dump("fc1/output", [Float(1), .nan].shaped(1, 2), role: .output, step: 1)
writer.addImage("input", [UInt8](repeating: 9, count: 12).shaped(2, 2, 3), step: 1)
try writer.close()
