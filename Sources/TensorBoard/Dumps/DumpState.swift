internal import TensorBoardEvents

/// What a run remembers of its dumps; guarded by the queue's gate.
struct DumpState: Slot {
    /// What the flight recorder holds.
    var recorder = RecorderStore()
    /// Whether a thread is writing what the recorder held.
    var isWritingRecorder = false

    private var tags: [String: DumpTags] = [:]
    /// The layers in the order in which their inputs or outputs were first dumped, from 1 on.
    private var layerOrders: [String: Int] = [:]
    private var nonFiniteTags: Set<String> = []
    /// The triggers whose scalars are beyond their bounds.
    private var crossed: Set<FlightRecorder.Trigger> = []
    private var hasTriggered = false

    /// The tags of a dump.
    mutating func tags(of name: String) -> DumpTags {
        if let known = tags[name] { return known }
        let new = DumpTags(name: name)
        tags[name] = new
        return new
    }

    /// The layer's place in the order; nil where only parameters or gradients were dumped so far.
    mutating func order(of layer: String, role: DumpRole) -> Int? {
        if let order = layerOrders[layer] { return order }
        guard role == .input || role == .output else { return nil }
        layerOrders[layer] = layerOrders.count + 1
        return layerOrders.count
    }

    /// Notes a tag whose value was not finite; whether that is new.
    mutating func noteNonFinite(_ tag: String) -> Bool {
        nonFiniteTags.insert(tag).inserted
    }

    /// Notes that the recorder was written; whether that is new.
    mutating func noteTrigger() -> Bool {
        defer { hasTriggered = true }
        return !hasTriggered
    }

    /// The trigger whose bound a scalar just crossed.
    mutating func crossedTrigger(
        _ tag: String,
        _ value: Float,
        _ recorder: FlightRecorder?
    ) -> FlightRecorder.Trigger? {
        var result: FlightRecorder.Trigger?
        for trigger in recorder?.triggers ?? [] where trigger.tag == tag {
            if !trigger.isCrossed(by: Double(value)) {
                crossed.remove(trigger)
            } else if crossed.insert(trigger).inserted {
                result = trigger
            }
        }
        return result
    }

    /// Leaves what was recorded to the parent, in a forked child.
    mutating func becomeChild() {
        recorder = RecorderStore()
        isWritingRecorder = false
    }
}

/// What the writers of a queue remember of values that are not finite.
struct NonFiniteState: Slot {
    /// Whether there were any.
    var wasSeen = false

    mutating func becomeChild() {}
}

extension HeldGate {
    /// Calls `body` with what a run remembers of its dumps.
    func withDumps<Result>(of run: RunLog, _ body: (inout DumpState) -> Result) -> Result {
        self[run].slots.with(DumpState.self, body)
    }
}
