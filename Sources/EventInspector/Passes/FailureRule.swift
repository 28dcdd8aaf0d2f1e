/// What the exit code of a scan or an explanation is 1 for.
public enum FailureRule: String, Hashable, Sendable, CaseIterable {
    /// Any non-finite value that is not expected.
    case nonfinite
    /// Only a run that broke and did not recover.
    case broken
}
