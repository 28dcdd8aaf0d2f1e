import Testing

@testable import TensorBoard

@Suite struct GraphTests {
    @Test func scopesAreNamesWithSlashes() {
        var graph = Graph()
        let x = graph.add("x", op: "Placeholder")
        let y = graph.scope("a") { graph in
            graph.add("w", op: "Const")
            return graph.scope("b") { $0.add("y", op: "Relu", inputs: [x]) }
        }
        graph.add("z", op: "Neg", inputs: [y])
        #expect(graph.definition.nodes.map(\.name) == ["x", "a/w", "a/b/y", "z"])
        #expect(graph.definition.nodes.map(\.inputs) == [[], [], ["x"], ["a/b/y"]])
        #expect(graph.resolved.problems.isEmpty)
    }

    @Test func aScopeEndsWhenItsBodyThrows() {
        struct Stop: Error {}
        var graph = Graph()
        #expect(throws: Stop.self) {
            try graph.scope("a") { _ in throw Stop() }
        }
        #expect(graph.add("x", op: "A").node == "x")
    }

    @Test func theSecondNodeWithANameGetsANumber() {
        var graph = Graph()
        let names = ["x", "x_1", "x", "x", "x_1"].map { graph.add($0, op: "A").node }
        #expect(names == ["x", "x_1", "x_2", "x_3", "x_1_1"])
        #expect(graph.resolved.problems.count == 3)
    }

    @Test(arguments: [
        ("weights (fp16)", "weights__fp16_"), ("a//b/", "a/b"), ("/a", "a"), ("a:0", "a_0"),
        ("^a", "_a"), ("größe", "gr__e"), ("", "Relu"), ("///", "node"), ("a.b-c>d_1", "a.b-c>d_1"),
        ("a\r\nb", "a_b"),
    ])
    func namesFollowTensorFlowsRule(given: String, name: String) {
        var graph = Graph()
        #expect(graph.add(given, op: "Relu").node == name)
        #expect(graph.resolved.problems.isEmpty == (given == name))
    }

    @Test func inputsNameOutputsAndOrder() {
        var graph = Graph()
        let pair = graph.add("my pair", op: "Split")
        graph.add("init", op: "NoOp")
        graph.add("s", op: "Add", inputs: ["^init", pair, pair.slot(1), "my pair:2", pair.control])
        let inputs = graph.definition.nodes.last?.inputs
        #expect(inputs == ["my_pair", "my_pair:1", "my_pair:2", "^init", "^my_pair"])
    }

    @Test func anInputMayNameALaterNode() {
        var graph = Graph()
        graph.add("a", op: "A", inputs: ["s/b"])
        graph.scope("s") { _ = $0.add("b", op: "B") }
        #expect(graph.definition.nodes.first?.inputs == ["s/b"])
    }

    @Test func anInputThatNamesNoNodeIsLeftOutWithAWarning() {
        var graph = Graph()
        graph.add("a", op: "A", inputs: ["nowhere:1", "", "^"])
        let (definition, problems) = graph.resolved
        #expect(definition.nodes.map(\.inputs) == [[]])
        #expect(problems.count == 3)
    }

    @Test func shapesAndTypeAreAttributes() {
        var graph = Graph()
        graph.add(
            "a",
            op: "A",
            dtype: .half,
            shapes: [[-1, 3], []],
            attributes: ["units": 3, "rate": 0.5, "act": "relu", "bias": true]
        )
        #expect(
            graph.definition.nodes.first?.attributes == [
                "units": .int(3), "rate": .float(0.5), "act": .string("relu"), "bias": .bool(true),
                "dtype": .type(.half),
                "_output_shapes": .shapes([TensorShape([-1, 3]), TensorShape()]),
            ]
        )
    }

    /// As Google's protobuf serializes the same graph.
    @Test func aGraphIsEncodedAsByProtobuf() {
        let graph = GraphDef(nodes: [
            .init(
                name: "a",
                op: "A",
                inputs: ["b:1", "^c"],
                device: "d",
                attributes: [
                    "z": .ints([0, -1]), "i": 0, "f": 0.0, "b": false, "s": "", "t": .type(.half),
                    "h": .shape(TensorShape([-1])),
                    "l": .shapes([TensorShape([2]), TensorShape()]),
                    "x": .strings(["", "y"]), "y": .types([.float]), "g": .floats([1]),
                    "n": .tensor(TensorProto(dtype: .float, shape: TensorShape([0]))),
                ]
            )
        ])
        #expect(graph.encoded() == Self.golden)
    }

    @Test func attributesAreComparedByTheirBytes() {
        #expect(GraphDef.Attribute.float(.nan) == .float(.nan))
        #expect(GraphDef.Attribute.float(0) != .float(-0.0))
        #expect(GraphDef.Attribute.int(0) != .bool(false))
    }

    private static let golden: [UInt8] = [
        0x0a, 0xb7, 0x01, 0x0a, 0x01, 0x61, 0x12, 0x01, 0x41, 0x1a, 0x03, 0x62, 0x3a, 0x31,
        0x1a, 0x02, 0x5e, 0x63, 0x22, 0x01, 0x64, 0x2a, 0x07, 0x0a, 0x01, 0x62, 0x12, 0x02,
        0x28, 0x00, 0x2a, 0x0a, 0x0a, 0x01, 0x66, 0x12, 0x05, 0x25, 0x00, 0x00, 0x00, 0x00,
        0x2a, 0x0d, 0x0a, 0x01, 0x67, 0x12, 0x08, 0x0a, 0x06, 0x22, 0x04, 0x00, 0x00, 0x80,
        0x3f, 0x2a, 0x14, 0x0a, 0x01, 0x68, 0x12, 0x0f, 0x3a, 0x0d, 0x12, 0x0b, 0x08, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 0x2a, 0x07, 0x0a, 0x01, 0x69,
        0x12, 0x02, 0x18, 0x00, 0x2a, 0x0f, 0x0a, 0x01, 0x6c, 0x12, 0x0a, 0x0a, 0x08, 0x3a,
        0x04, 0x12, 0x02, 0x08, 0x02, 0x3a, 0x00, 0x2a, 0x0d, 0x0a, 0x01, 0x6e, 0x12, 0x08,
        0x42, 0x06, 0x08, 0x01, 0x12, 0x02, 0x12, 0x00, 0x2a, 0x07, 0x0a, 0x01, 0x73, 0x12,
        0x02, 0x12, 0x00, 0x2a, 0x07, 0x0a, 0x01, 0x74, 0x12, 0x02, 0x30, 0x13, 0x2a, 0x0c,
        0x0a, 0x01, 0x78, 0x12, 0x07, 0x0a, 0x05, 0x12, 0x00, 0x12, 0x01, 0x79, 0x2a, 0x0a,
        0x0a, 0x01, 0x79, 0x12, 0x05, 0x0a, 0x03, 0x32, 0x01, 0x01, 0x2a, 0x14, 0x0a, 0x01,
        0x7a, 0x12, 0x0f, 0x0a, 0x0d, 0x1a, 0x0b, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0x01, 0x22, 0x02, 0x08, 0x16,
    ]
}
