#if !ServiceLifecycle
/// A service that closes a writer, which this package has under its trait `ServiceLifecycle`.
@available(
    *,
    unavailable,
    message: "add traits: [\"ServiceLifecycle\"] to the dependency on tfevents in Package.swift"
)
public struct SummaryWriterService {}
#endif
