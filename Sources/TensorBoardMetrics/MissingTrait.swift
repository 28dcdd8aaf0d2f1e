#if !SwiftMetrics
/// A backend of swift-metrics, which this package has under its trait `SwiftMetrics`.
@available(
    *,
    unavailable,
    message: "add traits: [\"SwiftMetrics\"] to the dependency on tfevents in Package.swift"
)
public final class TensorBoardMetricsFactory {}
#endif
