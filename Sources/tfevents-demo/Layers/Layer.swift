/// One step of the network's computation, and how its gradient goes back.
protocol Layer: AnyObject {
    /// What it is called in tags.
    var name: String { get }
    /// What it computes, in the words of `SummaryWriter.dump`.
    var operation: String { get }
    /// What the optimizer may change.
    var parameters: [Parameter] { get }
    /// What else went into the last `forward`, by name.
    var asides: [(name: String, value: Matrix)] { get }

    /// What comes out for a batch, an example in each row. Keeps what `backward` needs.
    func forward(_ input: Matrix) -> Matrix

    /// The derivative of the loss by the input, given that by the output; sets the parameters'.
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
