import TestSupport
import Testing

@testable import TensorBoard

/// The points, their metadata and their pictures as bytes.
@Suite struct ProjectorEncodingTests {
    private func matrix(_ elements: [Float], columns: Int) throws -> EmbeddingMatrix {
        try EmbeddingMatrix(elements.shaped(elements.count / columns, columns))
    }

    @Test func textReadsBackAsTheSameFloats() throws {
        var generator = SeededGenerator(seed: 5)
        let elements = (0..<2_000).map { _ in Float(bitPattern: generator.next()) }
        let (bytes, isText) = try matrix(elements, columns: 4).encoded(as: .tsv)
        #expect(isText)
        let cells = String(decoding: bytes, as: UTF8.self).split { $0 == "\t" || $0 == "\n" }
        #expect(cells.count == elements.count)
        for (cell, element) in zip(cells, elements) {
            #expect(element.isNaN ? cell == "nan" : Float(cell)?.bitPattern == element.bitPattern)
        }
    }

    @Test func rawFloatsAreLittleEndian() throws {
        let (bytes, isText) = try matrix([-2, 1], columns: 1).encoded(as: .float32)
        #expect(!isText)
        #expect(bytes == [0, 0, 0, 0xc0, 0, 0, 0x80, 0x3f])
    }

    @Test func rawFloatsThatTensorBoardWouldReadAsTextAreText() throws {
        for elements: [Float] in [[0, 0], [0.5, 2], [Float(bitPattern: 0x0a00_0000), -1]] {
            let (bytes, isText) = try matrix(elements, columns: 2).encoded(as: .float32)
            #expect(isText)
            #expect(bytes == Array("\(elements[0])\t\(elements[1])\n".utf8))
        }
        #expect(EmbeddingMatrix.looksLikeText([0x41, 0xc3, 0x0d, 0xa9]))
        #expect(!EmbeddingMatrix.looksLikeText([0xc0, 0x41, 0x0a]))
    }

    @Test(arguments: [DataType.bfloat16, .half, .int64, .bool, .float8E4M3FN])
    func numbersOfAnyTypeArePoints(dtype: DataType) throws {
        let size = [DataType.bfloat16: 2, .half: 2, .int64: 8][dtype] ?? 1
        let bytes = [UInt8](repeating: 0, count: 4 * size)
        let tensor = RawTensor(dtype: dtype, shape: [2, 2], bytes: bytes)
        #expect(try EmbeddingMatrix(tensor).elements == [0, 0, 0, 0])
    }

    @Test(arguments: [
        (DataType.float, [4], 16), (.float, [2, 2, 1], 16), (.float, [], 4), (.float, [0, 4], 0),
        (.float, [4, 0], 0), (.float, [-1, 4], 16), (.float, [.max, .max], 16),
        (.float, [.max, 0], 0), (.float, [2, 2], 12), (.string, [2, 2], 16),
        (DataType(rawValue: 999), [2, 2], 16),
    ])
    func otherShapesThanMatricesAreRefused(dtype: DataType, shape: [Int], byteCount: Int) {
        let bytes = [UInt8](repeating: 0, count: byteCount)
        #expect(throws: EmbeddingMatrix.Problem.self) {
            try EmbeddingMatrix(RawTensor(dtype: dtype, shape: shape, bytes: bytes))
        }
    }

    @Test(arguments: [
        (ProjectorMetadata(["a", "b\tc\nd", "", " \u{a0}"]), "a\nb c d\n-\n-\n"),
        (ProjectorMetadata([["a"]], header: ["only"]), "a\n"),
        (
            ProjectorMetadata([["a", "1"], ["", " "]], header: nil),
            "column 1\tcolumn 2\na\t1\n-\t \n"
        ),
        (
            ProjectorMetadata([["a", ""], ["", "b\r"]], header: ["x\ty", "z"]),
            "x y\tz\na\t\n\tb \n"
        ),
    ])
    func metadataHasALineForEachPoint(metadata: ProjectorMetadata, text: String) {
        #expect(String(decoding: metadata.encoded(), as: UTF8.self) == text)
    }

    @Test(arguments: [
        (ProjectorMetadata(["a"]), false), (ProjectorMetadata(["a", "b"]), true),
        (ProjectorMetadata([], header: nil), false),
        (ProjectorMetadata([["a"], ["b"]], header: ["x"]), true),
        (ProjectorMetadata([["a"], ["b"]], header: ["x", "y"]), true),
        (ProjectorMetadata([["a", "b"], ["c"]], header: nil), false),
        (ProjectorMetadata([["a", "b"], ["c", "d"]], header: ["x"]), false),
        (ProjectorMetadata([[], []], header: nil), false),
    ])
    func metadataMustMatchThePoints(metadata: ProjectorMetadata, fits: Bool) {
        #expect((metadata.problem(for: 2) == nil) == fits)
    }

    @Test(arguments: [
        (8, 8, 4, 4, true), (8, 4, 4, 4, false), (8_192, 8_192, 1, 1, true),
        (8_193, 8, 4, 4, false), (8, 8, 0, 4, false), (8, 8, -4, -4, false), (0, 8, 4, 4, false),
        (9, 9, .max, 1, false),
    ])
    func aSpriteMustMatchThePoints(width: UInt32, height: UInt32, w: Int, h: Int, fits: Bool) {
        let sprite = ProjectorSprite(
            png: ProjectorSamples.png(width: width, height: height),
            thumbnailSize: (w, h)
        )
        #expect((sprite.problem(for: 3) == nil) == fits)
    }

    @Test func aSpriteIsAPNG() {
        for png: [UInt8] in [
            [], Array("GIF89a".utf8), Array(ProjectorSamples.png(width: 8, height: 8).dropLast()),
        ] {
            let sprite = ProjectorSprite(png: png, thumbnailSize: (1, 1))
            #expect(sprite.problem(for: 1) != nil)
        }
    }

    @Test(arguments: [(0, 0), (1, 1), (2, 2), (4, 2), (5, 3), (99, 10), (100, 10), (101, 11)])
    func spritesAreSquare(count: Int, columns: Int) {
        #expect(ProjectorSprite.columns(for: count) == columns)
    }
}
