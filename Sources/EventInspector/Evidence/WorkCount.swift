/// A counter of an analysis's work, for the tests that require it to be proportional to its input.
///
/// A release build counts nothing.
final class WorkCount {
    #if DEBUG
    private(set) var steps = 0
    #endif

    @inline(__always)
    func add(_ count: Int) {
        #if DEBUG
        steps += count
        #endif
    }
}
