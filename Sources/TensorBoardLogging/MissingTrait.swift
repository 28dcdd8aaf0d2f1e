#if !SwiftLog
/// A handler of swift-log, which this package has under its trait `SwiftLog`.
@available(
    *,
    unavailable,
    message: "add traits: [\"SwiftLog\"] to the dependency on tfevents in Package.swift"
)
public struct TensorBoardLogHandler {}
#endif
