import Testing

/// Which tests of this target need a trait that is off, said once.
@Suite struct MissingTraitTests {
    #if !SwiftLog
    @Test(.disabled("needs swift test --traits SwiftLog")) func swiftLog() {}
    #endif
    #if !SwiftMetrics
    @Test(.disabled("needs swift test --traits SwiftMetrics")) func swiftMetrics() {}
    #endif
    #if !ServiceLifecycle
    @Test(.disabled("needs swift test --traits ServiceLifecycle")) func serviceLifecycle() {}
    #endif
}
