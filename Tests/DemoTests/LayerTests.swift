import TestSupport
import Testing

@testable import tfevents_demo

@Suite struct LayerTests {
    private static func numbers() -> RandomNumbers { RandomNumbers(seed: 5) }

    private static var layers: [any Layer] {
        var numbers = numbers()
        return [
            Linear("linear", 3, 4, &numbers), Pointwise.tanh("tanh"), Pointwise.relu("relu"),
            Pointwise.log, Pointwise.sqrt, Pointwise.acos, Pointwise.clamp,
            Pointwise.scale("scale", by: -2), Center(), CenterAndStandardize(),
            Softmax(isStable: true), Softmax(isStable: false), LogSoftmax(),
            SquaredDistances(classes: 2, columns: 3, &numbers),
        ]
    }

    @Test(arguments: 0..<14)
    func gradientsMatchFiniteDifferences(_ index: Int) throws {
        try check(Self.layers[index], columns: 3)
    }

    @Test func theGradientOfTheCosineMatchesFiniteDifferences() throws {
        try check(Cosine(classes: 3), columns: 2)
    }

    /// Compares with the slope between two points close by, of a weighted sum of the output.
    private func check(_ layer: any Layer, columns: Int) throws {
        var numbers = Self.numbers()
        let input = Matrix(4, columns) { _, _ in 0.1 + 0.8 * numbers.uniform() }
        let output = layer.forward(input)
        let weights = output.map { _ in numbers.normal() }
        let gradient = layer.backward(weights)
        let sum = { (input: Matrix) -> Float in
            layer.forward(input).combined(weights) { $0 * $1 }.elements.reduce(0, +)
        }
        let step: Float = 1 / 256
        for index in input.elements.indices {
            var (above, below) = (input, input)
            above.elements[index] += step
            below.elements[index] -= step
            let slope = (sum(above) - sum(below)) / (2 * step)
            let difference = (gradient.elements[index] - slope).magnitude
            #expect(difference < 0.01 * max(1, slope.magnitude), "\(layer.name), \(index)")
        }
    }

    @Test func parametersGetTheirGradients() {
        var numbers = Self.numbers()
        let layer = Linear("linear", 2, 1, &numbers)
        _ = layer.forward(Matrix(rows: 2, columns: 2, elements: [1, 2, 3, 4]))
        _ = layer.backward(Matrix(rows: 2, columns: 1, elements: [1, 10]))
        #expect(layer.weight.gradient.elements == [31, 42])
        #expect(layer.bias.gradient.elements == [11])
    }

    #if !(os(macOS) && arch(x86_64))
    @Test func halvesAreRoundedAsByTheHardware() {
        var values: [Float] = [
            0, 65_503, 65_519, 65_520, 1e9, -65_520, 1e-8, -3e-8, 6e-5, .infinity,
        ]
        var numbers = Self.numbers()
        for power in -30...16 {
            for _ in 0..<50 {
                values.append(
                    numbers.normal() * Float(sign: .plus, exponent: power, significand: 1)
                )
            }
        }
        for value in values {
            let rounded = Half.rounded(value)
            #expect(rounded == Float(Float16(value)), "\(value)")
            #expect(Half.bits(of: rounded) & 0x7fff == Float16(value).bitPattern & 0x7fff)
        }
    }
    #endif
}

/// `Standardize` takes what has been centered, so that the two have a gradient together.
private final class CenterAndStandardize: Layer {
    let name = "center and standardize"
    let operation = "standardize"
    private let parts: [any Layer] = [Center(), Standardize(epsilon: 1e-5)]

    func forward(_ input: Matrix) -> Matrix {
        parts.reduce(input) { $1.forward($0) }
    }

    func backward(_ gradient: Matrix) -> Matrix {
        parts.reversed().reduce(gradient) { $1.backward($0) }
    }
}
