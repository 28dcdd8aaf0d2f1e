/// Random numbers that are the same for a seed (SplitMix64, Steele et al., 2014).
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

    /// About a normal distribution: twelve uniform numbers, less their mean.
    mutating func normal() -> Float {
        (0..<12).reduce(Float(-6)) { sum, _ in sum + uniform() }
    }

    /// From 0 up to 1; 24 bits, which a float holds.
    mutating func uniform() -> Float {
        Float(next() >> 40) * 0x1p-24
    }
}
