/// Where the steps of gathered values come from.
package enum StepSource: Sendable {
    /// The step of the task, or else that of the writer.
    case writer(SummaryWriter)
    /// A function of the program.
    case function(@Sendable () -> Int)

    /// A function's steps, or the writer's where there is no function.
    package init(_ function: (@Sendable () -> Int)?, _ writer: SummaryWriter) {
        self = function.map { .function($0) } ?? .writer(writer)
    }

    /// The present step, and the one that tells whether steps were set back.
    fileprivate var now: (step: Int, base: Int) {
        switch self {
        case .writer(let writer): return (writer.currentStep, writer.step)
        case .function(let function):
            let step = function()
            return (step, step)
        }
    }
}

/// The steps of values that tasks log in any order, as steps of one tag, which must ascend.
///
/// TensorBoard's data server drops the points that a lower step follows. So a value that comes late
/// counts for the newest step, unless the program itself has gone back to an earlier one.
package struct StepOrder: Sendable {
    /// The step of the present values; `nil` before the first.
    package private(set) var step: Int?
    private var base = Int.min

    package init() {}

    /// Takes the source's present step, under the lock that guards this value.
    ///
    /// - Returns: The step that ended, if another begins.
    package mutating func advance(by source: StepSource) -> Int? {
        let (now, base) = source.now
        defer { self.base = base }
        guard let step else {
            self.step = now
            return nil
        }
        guard now > step || now < step && base < self.base else { return nil }
        self.step = now
        return step
    }
}
