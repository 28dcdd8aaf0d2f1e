/// A function of each element.
final class Pointwise: Layer {
    let name: String
    let operation: String
    private let function: (Float) -> Float
    private let derivative: (_ gradient: Float, _ input: Float, _ output: Float) -> Float
    private var input = Matrix(0, 0) { _, _ in 0 }
    private var output = Matrix(0, 0) { _, _ in 0 }

    /// Creates a layer from a function.
    ///
    /// - Parameters:
    ///   - name: The layer's name.
    ///   - operation: The function's name; the layer's name by default.
    ///   - function: The function.
    ///   - derivative: Its derivative.
    init(
        _ name: String,
        operation: String? = nil,
        _ function: @escaping (Float) -> Float,
        derivative: @escaping (_ gradient: Float, _ input: Float, _ output: Float) -> Float
    ) {
        self.name = name
        self.operation = operation ?? name
        self.function = function
        self.derivative = derivative
    }

    func forward(_ input: Matrix) -> Matrix {
        self.input = input
        output = input.map(function)
        return output
    }

    func backward(_ gradient: Matrix) -> Matrix {
        var result = gradient
        for index in gradient.elements.indices {
            result.elements[index] = derivative(
                gradient.elements[index],
                input.elements[index],
                output.elements[index]
            )
        }
        return result
    }
}

extension Pointwise {
    static func tanh(_ name: String) -> Pointwise {
        Pointwise(name, operation: "tanh", Mathematics.tanh) { $0 * (1 - $2 * $2) }
    }

    static func relu(_ name: String) -> Pointwise {
        Pointwise(name, operation: "relu", { $0 > 0 ? $0 : 0 }, derivative: { $2 > 0 ? $0 : 0 })
    }

    /// -Inf at 0.
    static var log: Pointwise {
        Pointwise("log", Mathematics.log) { gradient, input, _ in gradient / input }
    }

    /// Its slope is infinite at 0.
    static var sqrt: Pointwise {
        Pointwise("sqrt", { $0.squareRoot() }, derivative: { $0 / (2 * $2) })
    }

    /// Its slope is infinite at -1 and 1.
    static var acos: Pointwise {
        Pointwise("acos", Mathematics.acos) { gradient, input, _ in
            -gradient / (1 - input * input).squareRoot()
        }
    }

    /// Clamps a cosine that rounding has pushed beyond -1 or 1.
    static var clamp: Pointwise {
        Pointwise(
            "clamp",
            { min(max($0, -1), 1) },
            derivative: { gradient, input, _ in input.magnitude > 1 ? 0 : gradient }
        )
    }

    static func scale(_ name: String, by factor: Float) -> Pointwise {
        Pointwise(
            name,
            operation: "mul",
            { $0 * factor },
            derivative: { gradient, _, _ in
                gradient * factor
            }
        )
    }
}
