import Dispatch
import Glibc

/// A program without a race, for `.ci/sanitized`: what the thread sanitizer reports of it is of the
/// compiler's own libraries.
///
/// It does what every test does that runs at all: tasks, and a lock of the C library that threads
/// of Dispatch take.
@main struct Probe {
    static func main() async {
        let sum = Sum()
        DispatchQueue.concurrentPerform(iterations: 64) { sum.add($0) }
        let count = await withTaskGroup(of: [Int].self) { group in
            for number in 0..<64 { group.addTask { Array(repeating: number, count: 1 + number) } }
            var count = 0
            for await numbers in group { count += numbers.count }
            return count
        }
        print(sum.value, count)
    }
}

final class Sum: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private(set) var value = 0

    init() {
        pthread_mutex_init(lock, nil)
    }

    func add(_ number: Int) {
        pthread_mutex_lock(lock)
        value += number
        pthread_mutex_unlock(lock)
    }
}
