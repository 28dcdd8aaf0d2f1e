internal import Platform

/// Waiting for what another thread or process does, however busy the machine is.
///
/// A test never expects that something has happened by some time. It waits until it has, and only
/// where a rule is broken does the limit end the test, with a message that says what was missing.
package enum Patience {
    /// Longer than any machine takes that is merely slow.
    package static let limit: Duration = .seconds(600)

    /// Waits until something holds.
    ///
    /// - Parameters:
    ///   - expected: What is waited for, as the failure names it.
    ///   - condition: Asked again and again, 10 milliseconds apart.
    /// - Throws: ``WaitedInVain`` after the limit, and what the condition throws.
    package static func wait(
        for expected: String,
        until condition: () throws -> Bool
    ) throws {
        let end = ContinuousClock.now + limit
        while try !condition() {
            guard ContinuousClock.now < end else { throw WaitedInVain(expected) }
            usleep(10_000)
        }
    }
}

/// What did not happen while a test waited for it.
package struct WaitedInVain: Error, CustomStringConvertible {
    private let expected: String

    package init(_ expected: String) {
        self.expected = expected
    }

    package var description: String {
        "waited \(Patience.limit.components.seconds) seconds for \(expected)"
    }
}
