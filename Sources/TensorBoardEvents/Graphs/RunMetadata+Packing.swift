extension RunMetadata {
    /// Encodes the profile for ``TaggedRunMetadata/runMetadata``.
    public func encoded() -> [UInt8] {
        var message = WireWriter()
        message.message(Field.stepStats) { stats in
            for device in devices {
                stats.message(Field.devices) { message in
                    message.text(Field.deviceName, device.name)
                    for node in device.nodes {
                        message.message(Field.nodes) { node.pack(into: &$0) }
                    }
                }
            }
        }
        return message.bytes
    }

    /// `RunMetadata`, `StepStats` and `DeviceStepStats`.
    private enum Field {
        static let stepStats = 1
        static let devices = 1
        static let deviceName = 1
        static let nodes = 2
    }
}

extension RunMetadata.Node {
    /// Packs a `NodeExecStats`: the operation takes all of the time from start to end.
    fileprivate func pack(into message: inout WireWriter) {
        message.text(Field.name, name)
        message.scalar(Field.allStart, startMicros)
        message.scalar(Field.opEnd, durationMicros)
        message.scalar(Field.allEnd, durationMicros)
        if bytes != 0 || peakBytes != 0 || !allocator.isEmpty {
            message.message(Field.memory) { memory in
                memory.text(1, allocator)
                memory.scalar(2, bytes)
                memory.scalar(3, peakBytes)
            }
        }
        for (slot, output) in outputs.enumerated() {
            message.message(Field.output) { message in
                message.scalar(1, Int64(slot))
                // Present even if empty: TensorBoard reads both unconditionally.
                message.message(3) { tensor in
                    tensor.scalar(1, Int64(output.dtype.rawValue))
                    tensor.message(2) { output.shape.pack(into: &$0) }
                }
            }
        }
        message.scalar(Field.scheduled, startMicros)
        message.scalar(Field.threadID, Int64(threadID))
    }

    /// `NodeExecStats`; ends are relative to the start.
    private enum Field {
        static let name = 1
        static let allStart = 2
        static let opEnd = 4
        static let allEnd = 5
        static let memory = 6
        static let output = 7
        static let scheduled = 9
        static let threadID = 10
    }
}
