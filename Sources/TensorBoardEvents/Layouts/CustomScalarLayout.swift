/// The charts of TensorBoard's custom scalars dashboard and their scalars.
///
/// The corresponding protobuf message is `tensorboard.Layout` (TensorBoard's
/// `plugins/custom_scalar/layout.proto`).
///
/// ```swift
/// let layout: CustomScalarLayout = [
///     .init("losses", [.lines("loss", tags: ["loss/train", "loss/validation"])]),
///     .init("sums", [.margin("reward", [.init(value: "mean", lower: "min", upper: "max")])]),
/// ]
/// ```
public struct CustomScalarLayout: Hashable, Sendable {
    /// The groups of charts, from top to bottom.
    public var categories: [Category]

    /// Creates a layout.
    public init(_ categories: [Category] = []) {
        self.categories = categories
    }

    /// A titled group of charts.
    public struct Category: Hashable, Sendable {
        /// The title; groups of several runs with the same title are displayed as one.
        public var title: String
        /// The charts.
        public var charts: [Chart]
        /// Whether the group is collapsed initially.
        public var isClosed: Bool

        /// Creates a group.
        public init(_ title: String, _ charts: [Chart] = [], isClosed: Bool = false) {
            self.title = title
            self.charts = charts
            self.isClosed = isClosed
        }
    }

    /// One chart.
    public struct Chart: Hashable, Sendable {
        /// The title.
        public var title: String
        /// The content.
        public var content: Content

        /// Creates a chart.
        public init(title: String, content: Content) {
            self.title = title
            self.content = content
        }
    }

    /// The content of a chart.
    public enum Content: Hashable, Sendable {
        /// All scalars whose tags match one of these regular expressions from their beginning.
        case multiline([String])
        /// Lines with a band around each.
        case margin([Series])
    }

    /// A line with a band around it: three tags, taken literally.
    public struct Series: Hashable, Sendable {
        /// The tag of the line.
        public var value: String
        /// The tag of the band's lower bound.
        public var lower: String
        /// The tag of the band's upper bound.
        public var upper: String

        /// Creates a series.
        public init(value: String, lower: String, upper: String) {
            self.value = value
            self.lower = lower
            self.upper = upper
        }
    }
}

extension CustomScalarLayout: ExpressibleByArrayLiteral {
    /// Creates a layout of these groups.
    public init(arrayLiteral categories: Category...) {
        self.init(categories)
    }
}

extension CustomScalarLayout.Chart {
    /// Creates a chart of the scalars with these tags.
    public static func lines(_ title: String, tags: [String]) -> Self {
        lines(title, matching: tags.map { escaped($0) + "$" })
    }

    /// Creates a chart of all scalars whose tags match one of these regular expressions.
    ///
    /// The expressions are Python's and match from the beginning of a tag.
    public static func lines(_ title: String, matching expressions: [String]) -> Self {
        Self(title: title, content: .multiline(expressions))
    }

    /// Creates a chart of lines with a band around each.
    public static func margin(_ title: String, _ series: [CustomScalarLayout.Series]) -> Self {
        Self(title: title, content: .margin(series))
    }

    /// A regular expression that matches only the text itself.
    private static func escaped(_ text: String) -> String {
        var expression = ""
        for scalar in text.unicodeScalars {
            if #"\.^$*+?{}[]|()"#.unicodeScalars.contains(scalar) { expression += "\\" }
            expression.unicodeScalars.append(scalar)
        }
        return expression
    }
}
