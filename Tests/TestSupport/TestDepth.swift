internal import Foundation

/// How much of the tests is run, as the environment says.
package enum TestDepth {
    /// Whether slow tests are run; `TFEVENTS_SKIP_SLOW=1 swift test` leaves them out.
    package static let includesSlowTests = !isSet("TFEVENTS_SKIP_SLOW")

    /// Whether random tests try all of their seeds, as in `.ci/long`.
    package static let includesAllSeeds = isSet("TFEVENTS_ALL_SEEDS")

    /// Seeds of random tests: a few, or all of them with `TFEVENTS_ALL_SEEDS=1`, as in `.ci/long`.
    package static func seeds(_ few: Int, of all: Int) -> Range<UInt64> {
        0..<UInt64(includesAllSeeds ? all : few)
    }

    /// How often a random test tries: a few times, or as often as in `.ci/long`.
    package static func rounds(_ few: Int, of all: Int) -> Int {
        includesAllSeeds ? all : few
    }

    private static func isSet(_ name: String) -> Bool {
        !["", "0"].contains(ProcessInfo.processInfo.environment[name] ?? "")
    }
}
