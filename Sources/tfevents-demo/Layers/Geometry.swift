/// The squared distances of each example from one prototype per class, which are learned.
final class SquaredDistances: Layer {
    let name = "squared_distance"
    let operation = "squared_distance"
    let prototypes: Parameter
    private(set) var input = Matrix(0, 0) { _, _ in 0 }

    init(classes: Int, columns: Int, _ numbers: inout RandomNumbers) {
        var elements: [Float] = []
        for _ in 0..<classes * columns { elements.append(0.5 * numbers.normal()) }
        prototypes = Parameter(
            "prototypes/weight",
            Matrix(rows: classes, columns: columns, elements: elements)
        )
    }

    var parameters: [Parameter] { [prototypes] }

    /// Moves each class's prototype onto the class's first example in the batch.
    func moveToExamples(_ examples: Matrix, labels: [Int]) {
        for label in 0..<prototypes.value.rows {
            guard let row = labels.firstIndex(of: label) else { continue }
            for column in 0..<examples.columns {
                prototypes.value[label, column] = examples[row, column]
            }
        }
    }

    func forward(_ input: Matrix) -> Matrix {
        self.input = input
        return Matrix(input.rows, prototypes.value.rows) { row, label in
            (0..<input.columns).reduce(0) {
                let difference = input[row, $1] - prototypes.value[label, $1]
                return $0 + difference * difference
            }
        }
    }

    func backward(_ gradient: Matrix) -> Matrix {
        var towards = Matrix.zeros(like: input)
        prototypes.gradient = .zeros(like: prototypes.value)
        for row in 0..<input.rows {
            for label in 0..<prototypes.value.rows {
                for column in 0..<input.columns {
                    let difference = input[row, column] - prototypes.value[label, column]
                    let slope = gradient[row, label] * 2 * difference
                    towards[row, column] += slope
                    prototypes.gradient[label, column] -= slope
                }
            }
        }
        return towards
    }
}

/// The cosine between each example, a point of the plane, and one direction per class.
final class Cosine: Layer {
    let name = "cosine"
    let operation = "cosine_similarity"
    private let directions: Matrix
    private var units = Matrix(0, 0) { _, _ in 0 }
    private var lengths: [Float] = []

    /// Directions as far from each other as possible.
    init(classes: Int) {
        directions = Matrix(2, classes) { axis, label in
            let angle = 2 * Float.pi * Float(label) / Float(classes)
            return axis == 0 ? Mathematics.cos(angle) : Mathematics.sin(angle)
        }
    }

    func forward(_ input: Matrix) -> Matrix {
        lengths = (0..<input.rows).map { row in
            (input.row(row).reduce(0) { $0 + $1 * $1 } + 1e-12).squareRoot()
        }
        units = Matrix(input.rows, input.columns) { input[$0, $1] / lengths[$0] }
        return units.times(directions)
    }

    func backward(_ gradient: Matrix) -> Matrix {
        let byUnits = gradient.times(directions.transposed)
        let along = byUnits.combined(units) { $0 * $1 }
        return Matrix(byUnits.rows, byUnits.columns) { row, column in
            let radial = along.row(row).reduce(0, +)
            return (byUnits[row, column] - units[row, column] * radial) / lengths[row]
        }
    }
}
