internal import TensorBoardEvents

/// A run's state of dumps; guarded by the queue's gate.
struct DumpState: Slot {
    /// The flight recorder's contents.
    var recorder = RecorderStore()
    /// Whether a thread is writing the recorder's contents.
    var isWritingRecorder = false

    private var tags: [String: DumpTags] = [:]
    /// The layers in the order in which their inputs or outputs were first dumped, starting at 1.
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

    /// The layer's place in the order; `nil` if only parameters or gradients were dumped so far.
    mutating func order(of layer: String, role: DumpRole) -> Int? {
        if let order = layerOrders[layer] { return order }
        guard role == .input || role == .output else { return nil }
        layerOrders[layer] = layerOrders.count + 1
        return layerOrders.count
    }

    /// Records a tag with a non-finite value; returns whether it is new.
    mutating func noteNonFinite(_ tag: String) -> Bool {
        nonFiniteTags.insert(tag).inserted
    }

    /// Records that the recorder was written; returns whether that is new.
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

    /// In a forked child, leaves the recorded dumps to the parent.
    mutating func becomeChild() {
        recorder = RecorderStore()
        isWritingRecorder = false
    }
}

/// A queue's state of non-finite values, shared by its writers.
struct NonFiniteState: Slot {
    /// Whether there were any.
    var wasSeen = false

    mutating func becomeChild() {}
}

extension HeldGate {
    /// Calls `body` with a run's state of dumps.
    func withDumps<Result>(of run: RunLog, _ body: (inout DumpState) -> Result) -> Result {
        self[run].slots.with(DumpState.self, body)
    }
}
