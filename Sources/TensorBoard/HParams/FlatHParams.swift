/// Hyperparameters converted for TensorBoard's table, which shows only numbers, texts and booleans.
struct FlatHParams: Equatable {
    /// The hyperparameters to show, in the given order; the last of equal names counts.
    private(set) var hparams: [HParamsPluginData.HParam] = []
    /// The problems of the others, in words.
    private(set) var problems: [String] = []

    init(_ pairs: some Sequence<(key: String, value: HParamValue)>) {
        for (name, value) in pairs { add(name, value) }
    }

    private mutating func add(_ name: String, _ value: HParamValue) {
        guard !name.isEmpty else {
            problems.append("a hyperparameter without a name was left out; name it")
            return
        }
        switch value {
        case .none, .null:
            // An empty cell says the same.
            return
        case .number(let number):
            if number.isNaN {
                problems.append("\(name) is NaN, which TensorBoard leaves out; log a number")
            }
            hparams.append(.init(name: name, value: value))
        case .string, .bool:
            hparams.append(.init(name: name, value: value))
        case .structure(let members):
            for member in members { add(name + "." + member.name, member.value) }
        case .list:
            hparams.append(.init(name: name, value: .string(Self.text(of: value))))
        }
    }

    /// A value as text for a cell.
    private static func text(of value: HParamValue) -> String {
        switch value {
        case .none, .null: return "null"
        case .number(let number):
            // Whole numbers have no fraction, as they were most likely written.
            return Int64(exactly: number).map(String.init) ?? String(number)
        case .string(let text): return text
        case .bool(let flag): return String(flag)
        case .structure(let members):
            let texts = members.map { $0.name + ": " + text(of: $0.value) }
            return "{" + texts.joined(separator: ", ") + "}"
        case .list(let values):
            return "[" + values.map(text).joined(separator: ", ") + "]"
        }
    }
}
