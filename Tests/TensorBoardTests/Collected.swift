import Synchronization

/// What callbacks were handed, from whatever thread.
final class Collected<Element: Sendable>: Sendable {
    private let elements = Mutex<[Element]>([])

    var all: [Element] { elements.withLock { $0 } }

    func removeAll() {
        elements.withLock { $0 = [] }
    }

    func append(_ element: Element) {
        elements.withLock { $0.append(element) }
    }
}
