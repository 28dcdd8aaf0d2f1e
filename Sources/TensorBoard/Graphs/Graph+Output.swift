extension Graph {
    /// An output of a node, for another node to read.
    ///
    /// ``Graph/add(_:op:inputs:device:dtype:shapes:attributes:)`` returns the first; a literal names
    /// one as TensorFlow does.
    ///
    /// ```swift
    /// let pair = graph.add("split", op: "Split", inputs: ["x"])
    /// graph.add("sum", op: "Add", inputs: [pair, pair.slot(1), "^init", "other/node:2"])
    /// ```
    public struct Output: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
        /// The node's full name, scopes and all.
        public let node: String
        /// The index of the output, starting at 0.
        public let slot: Int
        /// Whether the reader only runs after the node, and reads no data.
        public let isControl: Bool

        init(node: String, slot: Int = 0, isControl: Bool = false) {
            self.node = node
            self.slot = max(0, slot)
            self.isControl = isControl
        }

        /// An output by its name: `node`, `node:1` for the second, `^node` to run after it.
        public init(_ name: String) {
            let isControl = name.first == "^"
            let path = isControl ? name.dropFirst() : name[...]
            if let colon = path.lastIndex(of: ":"), let slot = Int(path[colon...].dropFirst()) {
                self.init(
                    node: GraphNodeName.valid(path[..<colon]),
                    slot: slot,
                    isControl: isControl
                )
            } else {
                self.init(node: GraphNodeName.valid(path), isControl: isControl)
            }
        }

        /// An output by its name.
        public init(stringLiteral name: String) {
            self.init(name)
        }

        /// Another output of the same node, counted from 0.
        public func slot(_ slot: Int) -> Output {
            Output(node: node, slot: slot)
        }

        /// The same node, to run after it without reading data.
        public var control: Output { Output(node: node, isControl: true) }

        /// The name as TensorFlow spells it.
        public var description: String {
            isControl ? "^" + node : slot == 0 ? node : "\(node):\(slot)"
        }
    }
}

/// Names of nodes that TensorFlow accepts and TensorBoard's page can distinguish.
enum GraphNodeName {
    /// The name without empty scopes, and with `_` instead of characters that are not allowed.
    static func valid(_ name: some StringProtocol) -> String {
        name.split(separator: "/").map { part in
            String(part.map { isAllowed($0) ? $0 : "_" })
        }.joined(separator: "/")
    }

    private static func isAllowed(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber)
            || "_.->".contains(character)
    }
}
