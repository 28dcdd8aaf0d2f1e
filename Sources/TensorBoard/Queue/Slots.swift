/// What one part of the writer remembers of a run or of a queue, which know nothing of that part.
protocol Slot {
    init()
    /// Leaves to the parent what is the parent's, in a forked child.
    mutating func becomeChild()
}

/// A place for a value of each type of slot, made when it is first asked for.
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
