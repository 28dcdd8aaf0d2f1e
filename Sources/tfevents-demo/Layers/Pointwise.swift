/// A function of each element by itself.
final class Pointwise: Layer {
    let name: String
    let operation: String
    private let function: (Float) -> Float
    private let slope: (_ input: Float, _ output: Float) -> Float
    private var input = Matrix(0, 0) { _, _ in 0 }
    private var output = Matrix(0, 0) { _, _ in 0 }

    /// Makes a layer of a function.
    ///
    /// - Parameters:
    ///   - name: What the layer is called.
    ///   - operation: What the function is called; the layer's name by default.
    ///   - function: The function.
    ///   - slope: Its derivative, of its input and its output.
    init(
        _ name: String,
        operation: String? = nil,
        _ function: @escaping (Float) -> Float,
        slope: @escaping (_ input: Float, _ output: Float) -> Float
    ) {
        self.name = name
        self.operation = operation ?? name
        self.function = function
        self.slope = slope
    }

    func forward(_ input: Matrix) -> Matrix {
        self.input = input
        output = input.map(function)
        return output
    }

    func backward(_ gradient: Matrix) -> Matrix {
        gradient.combined(input.combined(output, slope)) { $0 * $1 }
    }
}

extension Pointwise {
    static func tanh(_ name: String) -> Pointwise {
        Pointwise(name, operation: "tanh", Mathematics.tanh) { 1 - $1 * $1 }
    }

    static func relu(_ name: String) -> Pointwise {
        Pointwise(name, operation: "relu", { $0 > 0 ? $0 : 0 }, slope: { $1 > 0 ? 1 : 0 })
    }

    /// -Inf at 0.
    static var log: Pointwise {
        Pointwise("log", Mathematics.log) { input, _ in 1 / input }
    }

    /// Its slope is infinite at 0.
    static var sqrt: Pointwise {
        Pointwise("sqrt", { $0.squareRoot() }, slope: { 0.5 / $1 })
    }

    /// Its slope is infinite at -1 and 1.
    static var acos: Pointwise {
        Pointwise("acos", Mathematics.acos) { input, _ in -1 / (1 - input * input).squareRoot() }
    }

    /// Keeps what rounding has pushed beyond -1 or 1 from being no cosine.
    static var clamp: Pointwise {
        Pointwise("clamp", { min(max($0, -1), 1) }, slope: { input, _ in
            input.magnitude > 1 ? 0 : 1
        })
    }

    static func scale(_ name: String, by factor: Float) -> Pointwise {
        Pointwise(name, operation: "mul", { $0 * factor }, slope: { _, _ in factor })
    }
}
