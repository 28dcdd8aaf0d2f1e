import Testing

@testable import TensorBoard

@Suite struct MeshTests {
    private let corners: [Float] = [0, 0, 0, 1, 0, 0, 0, 1, 0]

    @Test func partsHaveTheirOwnTagsTypesAndShapes() throws {
        let mesh = try Mesh(
            vertices: corners.map(Double.init).shaped(3, 3),
            colors: [255, 0, 0, 0, 255, 0, 0, 0, 255].shaped(3, 3),
            faces: [0, 1, 2].shaped(1, 3)
        )
        let values = mesh.values("m", configuration: "{}", description: "d")
        #expect(values.map(\.tag) == ["m_VERTEX", "m_FACE", "m_COLOR"])
        let tensors = values.compactMap(Self.tensor)
        #expect(tensors.map(\.dtype) == [.float, .int32, .uint8])
        let shapes = [TensorShape([1, 3, 3]), TensorShape([1, 1, 3]), TensorShape([1, 3, 3])]
        #expect(tensors.map(\.shape) == shapes)
        let floats = RawTensor(dtype: .float, shape: [9], bytes: tensors[0].content).floats()
        #expect(floats == corners)
        #expect(tensors[1].content == [0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0])
        #expect(tensors[2].content == [255, 0, 0, 0, 255, 0, 0, 0, 255])
        #expect(mesh.problems.isEmpty)
    }

    /// As TensorBoard's `mesh_pb` writes it.
    @Test func metadataNamesTheMeshAndAllItsParts() throws {
        let mesh = try Mesh(
            vertices: corners.shaped(3, 3),
            colors: nil,
            faces: [0, 1, 2].shaped(1, 3)
        )
        let values = mesh.values("m", configuration: "{}", description: "d")
        let metadata = SummaryMetadata(
            pluginName: "mesh",
            pluginContent: [
                0x12, 1, 0x6d, 0x18, 2, 0x2a, 2, 0x7b, 0x7d, 0x32, 3, 1, 1, 3, 0x38, 6,
            ],
            description: "d",
            dataClass: .tensor
        )
        #expect(values.last?.metadata == metadata)
        #expect(values.first?.metadata?.pluginContent.suffix(2) == [0x38, 6])
    }

    @Test func batchesKeepTheirCount() throws {
        let mesh = try Mesh(vertices: (corners + corners).shaped(2, 3, 3), colors: nil, faces: nil)
        #expect(mesh.parts.map(\.shape) == [[2, 3, 3]])
    }

    @Test func colorsAreFractionsOrLevels() throws {
        func levels(_ colors: any TensorSource) throws -> [UInt8]? {
            try Mesh(vertices: [0, 0, 0].shaped(1, 3), colors: colors, faces: nil).parts.last?
                .content
        }
        #expect(try levels([0.5, 1.5, -1].shaped(1, 3)) == [128, 255, 0])
        #expect(try levels([1, 300, -1].shaped(1, 3)) == [1, 255, 0])
        #expect(try levels([Float.nan, .infinity, -.infinity].shaped(1, 3)) == [0, 255, 0])
    }

    @Test func indicesOfAnyTypeAreExact() {
        let large = Int32.max - 1
        #expect([Int(large), -5, 1 << 40].pointIndices() == [large, -5, -1])
        #expect([UInt64(large), .max].pointIndices() == [large, -1])
        #expect([UInt32(7)].pointIndices() == [7])
        #expect([UInt8(7)].pointIndices() == [7])
        #expect([Float(7), 7.5, .nan].pointIndices() == [7, -1, -1])
        #expect(RawTensor(dtype: .string, shape: [1], bytes: [1]).pointIndices() == nil)
    }

    @Test func nonFiniteCoordinatesAreKeptWithAWarning() throws {
        let mesh = try Mesh(vertices: [Float.nan, 0, 1].shaped(1, 3), colors: nil, faces: nil)
        #expect(mesh.problems.count == 1)
        let bytes = try #require(mesh.parts.first?.content)
        #expect(RawTensor(dtype: .float, shape: [3], bytes: bytes).floats()?.first?.isNaN == true)
    }

    @Test(arguments: [
        [], [3], [1, 4], [0, 3], [1, 1, 1, 3], [-1, 3], [2, 3], [Int.max, 3],
        [Int.max, Int.max, 3],
        [0, 1, 3],
    ])
    func verticesOfOtherShapesAreRefused(_ shape: [Int]) {
        #expect(throws: Mesh.Flaw.self) {
            try Mesh(
                vertices: [Float](repeating: 0, count: 3).shaped(shape),
                colors: nil,
                faces: nil
            )
        }
    }

    @Test func partsThatDoNotMatchAreRefused() {
        let points = corners.shaped(3, 3)
        #expect(throws: Mesh.Flaw.self) {
            try Mesh(vertices: points, colors: [0, 0, 0].shaped(1, 3), faces: nil)
        }
        for faces in [[0, 1, 3], [0, -1, 2]] {
            #expect(throws: Mesh.Flaw.self) {
                try Mesh(vertices: points, colors: nil, faces: faces.shaped(1, 3))
            }
        }
        #expect(throws: Mesh.Flaw.self) {
            try Mesh(vertices: points, colors: nil, faces: [0, 1, 2, 0, 1, 2].shaped(2, 1, 3))
        }
        #expect(throws: Mesh.Flaw.self) {
            try Mesh(vertices: points, colors: nil, faces: [0, 1, 2].shaped(2, 3))
        }
        #expect(throws: Mesh.Flaw.self) {
            let text = RawTensor(dtype: .string, shape: [1, 3], bytes: [0])
            _ = try Mesh(vertices: text, colors: nil, faces: nil)
        }
    }

    private static func tensor(_ value: Summary.Value) -> TensorProto? {
        guard case .tensor(let tensor) = value.content else { return nil }
        return tensor
    }
}
