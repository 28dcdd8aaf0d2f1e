/// The state that one part of the writer keeps of a run or a queue, which know nothing of that
/// part.
protocol Slot {
    init()
    /// In a forked child, leaves to the parent what belongs to it.
    mutating func becomeChild()
}

/// Storage for one value of each slot type, created at its first use.
struct Slots {
    private var boxes: [ObjectIdentifier: any SlotBox] = [:]

    /// Calls `body` with the value of one type.
    mutating func with<Value: Slot, Result>(
        _ type: Value.Type,
        _ body: (inout Value) throws -> Result
    ) rethrows -> Result {
        let key = ObjectIdentifier(type)
        if let box = boxes[key] as? Box<Value> { return try body(&box.value) }
        let box = Box<Value>()
        boxes[key] = box
        return try body(&box.value)
    }

    func becomeChild() {
        for box in boxes.values { box.becomeChild() }
    }
}

private protocol SlotBox: AnyObject {
    func becomeChild()
}

/// By reference, so that a value is changed where it is and its arrays are not copied.
private final class Box<Value: Slot>: SlotBox {
    var value = Value()

    func becomeChild() { value.becomeChild() }
}
