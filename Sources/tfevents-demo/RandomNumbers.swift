/// Reproducible random numbers from a seed (SplitMix64, Steele et al., 2014).
struct RandomNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// Approximately normally distributed: the sum of twelve uniform numbers, minus its mean.
    mutating func normal() -> Float {
        (0..<12).reduce(Float(-6)) { sum, _ in sum + uniform() }
    }

    /// Between 0 and 1, excluding 1; 24 bits, which fit a float.
    mutating func uniform() -> Float {
        Float(next() >> 40) * 0x1p-24
    }
}
