/// Counts what an analysis does, for the tests that hold it to work in proportion to its input.
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
