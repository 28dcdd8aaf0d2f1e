/// One step of the network's computation, with its backward pass.
protocol Layer: AnyObject {
    /// Its name in tags.
    var name: String { get }
    /// The operation, in the words of `SummaryWriter.dump`.
    var operation: String { get }
    /// The parameters, which the optimizer may change.
    var parameters: [Parameter] { get }
    /// Other inputs of the last `forward`, by name.
    var asides: [(name: String, value: Matrix)] { get }

    /// The output for a batch, with an example in each row. Stores what `backward` needs.
    func forward(_ input: Matrix) -> Matrix

    /// The derivative by the input, given that by the output; sets those by the parameters.
    func backward(_ gradient: Matrix) -> Matrix
}

extension Layer {
    var parameters: [Parameter] { [] }
    var asides: [(name: String, value: Matrix)] { [] }
}

/// Numbers that training changes.
final class Parameter {
    let name: String
    var value: Matrix
    var gradient: Matrix

    init(_ name: String, _ value: Matrix) {
        self.name = name
        self.value = value
        gradient = .zeros(like: value)
    }
}
