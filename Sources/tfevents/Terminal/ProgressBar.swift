import EventInspector
import Platform
import Synchronization

/// A line on standard error that shows a scan's progress.
///
/// It appears after half a second and is erased at the end.
final class ProgressBar: ScanProgress {
    private struct State {
        var expected = 0
        var done = 0
        var nextUpdate: Double
        var isShown = false
    }

    private let start: Double
    private let state: Mutex<State>

    init() {
        let now = Clock.uptime
        start = now
        state = Mutex(State(nextUpdate: now + Self.delay))
    }

    func expect(byteCount: Int) {
        state.withLock { $0.expected = byteCount }
    }

    func advance(by byteCount: Int) {
        state.withLock { state in
            state.done += byteCount
            let now = Clock.uptime
            guard now >= state.nextUpdate else { return }
            state.nextUpdate = now + Self.interval
            state.isShown = true
            let columns = System.columns(of: System.standardError)
            let line = ProgressLine(
                done: state.done,
                expected: state.expected,
                seconds: now - start
            )
            StandardError.write("\r\u{1b}[K" + line.text(columns: columns))
        }
    }

    /// Erases the line.
    func clear() {
        state.withLock { state in
            if state.isShown { StandardError.write("\r\u{1b}[K") }
            state.isShown = false
        }
    }

    private static let delay = 0.5
    private static let interval = 0.1
}

/// The progress line at one moment.
struct ProgressLine {
    let done: Int
    let expected: Int
    let seconds: Double

    /// The bar, percentage, bytes, rate and remaining time, as far as they fit.
    func text(columns: Int) -> String {
        let rate = Double(done) / max(seconds, 0.001)
        let figures = "\(megabytes(done)) MB, \(megabytes(Int(rate))) MB/s"
        guard expected > 0 else { return String(figures.prefix(columns - 1)) }
        let share = min(1, Double(done) / Double(expected))
        let left = Int((Double(max(0, expected - done)) / max(rate, 1)).rounded(.up))
        let tail =
            " \(Int(share * 100)) % of \(megabytes(expected)) MB, "
            + "\(megabytes(Int(rate))) MB/s, \(left) s left"
        let width = min(30, columns - tail.count - 3)
        guard width > 4 else { return String(tail.dropFirst().prefix(columns - 1)) }
        let filled = Int(share * Double(width))
        return "[" + String(repeating: "#", count: filled)
            + String(repeating: "-", count: width - filled) + "]" + tail
    }

    private func megabytes(_ bytes: Int) -> Int { bytes / 1_000_000 }
}
