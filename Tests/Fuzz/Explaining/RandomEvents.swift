import TensorBoardEvents
import TestSupport

/// Events of a training run that breaks in some way.
struct RandomEvents {
    private var step: Int64
    private var stride: Int64
    private var time: Double

    init(using generator: inout SeededGenerator) {
        step = Self.step(using: &generator)
        stride = [1, 1, 10, -1, 0, 1 << 40].randomElement(using: &generator) ?? 1
        time = Self.wallTime(using: &generator)
    }

    /// Steps one after the other, each with some tags of the same set.
    mutating func run(using generator: inout SeededGenerator) -> [[UInt8]] {
        let count = Int(generator.next() % 5) + 1
        let tags = (0..<count).map { _ in Self.tag(using: &generator) }
        let breaking = generator.next() % 8
        return (0..<Int(generator.next() % 10) + 2).map { index in
            if generator.next() % 32 == 0 { return EventBytes.sessionStart(step: step) }
            let values = tags.map { tag in
                let isBad = index >= breaking && generator.next() % 2 == 0
                return Self.value(tag, isBad: isBad, using: &generator)
            }
            return event(values)
        }
    }

    /// One to three events.
    mutating func some(using generator: inout SeededGenerator) -> [[UInt8]] {
        (0..<Int(generator.next() % 3) + 1).map { _ in
            let values = (0..<Int(generator.next() % 3) + 1).map { _ in
                let isBad = generator.next() % 3 == 0
                return Self.value(Self.tag(using: &generator), isBad: isBad, using: &generator)
            }
            return event(values)
        }
    }

    private mutating func event(_ values: [[UInt8]]) -> [UInt8] {
        defer {
            step &+= stride
            time += 1
        }
        return EventBytes.event(step: step, wallTime: time, values: values)
    }

    static func step(using generator: inout SeededGenerator) -> Int64 {
        let special: [Int64] = [
            0, 0, 1, 1, 2, 3, 10, 100, -1, .min, .min + 1, .max, .max - 1, 1 << 31, 1 << 32,
            1 << 62,
            -(1 << 62), 1 << 53,
        ]
        return special.randomElement(using: &generator) ?? 0
    }

    static func wallTime(using generator: inout SeededGenerator) -> Double {
        let special: [Double] = [
            EventBytes.epoch, EventBytes.epoch, EventBytes.epoch + 3_600, 0, -1, 1e18, 1e300,
            -1e300,
            .nan, .infinity, -.infinity, .leastNonzeroMagnitude, 253_402_300_800, 9.3e18,
        ]
        return special.randomElement(using: &generator) ?? 0
    }

    private static func tag(using generator: inout SeededGenerator) -> String {
        let heads = [
            "loss", "train/loss", "loss_scale", "lr", "learning_rate", "grad_norm", "gradient",
            "grads", "activation", "output", "weight", "param", "update", "optimizer/exp_avg",
            "input", "data", "metric/accuracy", "nonfinite_count", "found_inf", "max", "min",
            "norm",
            "a", "\u{e9}", "", "1", "_", "vs samples", "found_inf_count/grad",
        ]
        let layers = [
            "layer0", "layer1", "layer10", "block/2/attn", "softmax", "log", "sqrt", "div",
            "batchnorm", "dense_1/kernel", "lin3.weight", "exp", "conv1d", "99999999999999999999",
        ]
        let tails = ["/weight", "/max", "/norm", "/std", ".bias", "_0", "/zeros", "/nan_count"]
        var tag = heads.randomElement(using: &generator) ?? ""
        if generator.next() % 2 == 0 {
            tag += "/" + (layers.randomElement(using: &generator) ?? "")
        }
        if generator.next() % 3 == 0 { tag += tails.randomElement(using: &generator) ?? "" }
        return tag
    }

    private static func number(isBad: Bool, using generator: inout SeededGenerator) -> Double {
        let bad: [Double] = [.nan, .infinity, -.infinity]
        let good: [Double] = [
            0, -0.0, 1, -1, 0.5, 65_504, 3e38, 1e-40, 1e-45, 1.5e308, -1e308, 2, 4, 1e20,
        ]
        return (isBad ? bad : good).randomElement(using: &generator) ?? 0
    }

    private static func value(
        _ tag: String,
        isBad: Bool,
        using generator: inout SeededGenerator
    ) -> [UInt8] {
        func number(_ isBad: Bool) -> Double { Self.number(isBad: isBad, using: &generator) }
        switch generator.next() % 8 {
        case 0:
            let count = Int(generator.next() % 6)
            var numbers = (0..<count).map { _ in Float(number(false)) }
            if isBad { numbers.append(Float(number(true))) }
            return EventBytes.tensor(tag, floats: numbers, shape: [Int64(numbers.count)])
        case 1:
            return EventBytes.value(tag) { value in
                value.message(FieldNumber.Value.histogram) { histogram in
                    for field in 1...5 { histogram.double(field, number(isBad && field == 2)) }
                    histogram.packed(6, doubles: [number(false), number(isBad)])
                    histogram.packed(7, doubles: [number(false), number(false)])
                }
            }
        case 2:
            return EventBytes.tensor(tag, plugin: "scalars") { tensor in
                tensor.dtype(.double)
                tensor.packed(FieldNumber.Tensor.doubleValues, doubles: [number(isBad)])
            }
        default: return EventBytes.scalar(tag, Float(number(isBad)))
        }
    }
}
