extension HParamsPluginData.HParamInfo {
    /// A number within an interval.
    ///
    /// - Parameters:
    ///   - name: The name under which it is logged.
    ///   - interval: The smallest and the largest value.
    ///   - displayName: The name to show; empty for the name itself.
    ///   - description: Its meaning, in Markdown.
    public init(
        _ name: String,
        in interval: ClosedRange<Double>,
        displayName: String = "",
        description: String = ""
    ) {
        self.init(
            name: name,
            displayName: displayName,
            description: description,
            type: .float64,
            domain: .interval(.init(min: interval.lowerBound, max: interval.upperBound))
        )
    }

    /// One of several values: all numbers, all texts or all booleans.
    ///
    /// - Parameters:
    ///   - name: The name under which it is logged.
    ///   - values: The values, as they are logged.
    ///   - displayName: The name to show; empty for the name itself.
    ///   - description: Its meaning, in Markdown.
    public init(
        _ name: String,
        oneOf values: [HParamValue],
        displayName: String = "",
        description: String = ""
    ) {
        // TensorBoard has one type for each column: mixed types are compared as text.
        let types = Set(values.map(\.columnType))
        let isMixed = types.count > 1
        self.init(
            name: name,
            displayName: displayName,
            description: description,
            type: isMixed ? .string : types.first ?? .unset,
            domain: values.isEmpty ? .none : .discrete(values)
        )
    }
}

extension HParamValue {
    fileprivate var columnType: HParamsPluginData.ValueType {
        switch self {
        case .number: .float64
        case .bool: .bool
        case .string: .string
        case .none, .null, .structure, .list: .unset
        }
    }
}
