/// Reproducible pseudorandom numbers (Knuth's linear congruential generator for MMIX).
struct RandomNumbers {
    private var state: UInt64 = 1

    mutating func byte() -> UInt8 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
    }
}
