internal import Synchronization

/// The step that the writers of a logdir have reached.
final class StepCounter: Sendable {
    private let step = Atomic<Int>(0)

    /// The step of a task and of those that it starts; `nil` outside of a scope that sets one.
    @TaskLocal static var ofTask: Int?

    var value: Int {
        get { step.load(ordering: .relaxed) }
        set { step.store(newValue, ordering: .relaxed) }
    }

    func advance(by count: Int) -> Int {
        step.wrappingAdd(count, ordering: .relaxed).newValue
    }
}
