package import Testing

extension Tag {
    /// Takes seconds where others take milliseconds; goes with ``Testing/Trait/unlessSkipped``.
    @Tag package static var slow: Self
}

extension Trait where Self == ConditionTrait {
    /// Skips slow tests on demand: `swift test` cannot choose tests by their tags.
    package static var unlessSkipped: Self {
        .enabled(if: TestDepth.includesSlowTests, "slow, and TFEVENTS_SKIP_SLOW is set")
    }
}
