import Pictures
import Testing

@testable import TensorBoard

@Suite struct ImageBoxTests {
    private func drawn(width: Int, height: Int, _ boxes: ImageBox...) throws -> [String] {
        let format = try #require(PNGFormat(width: width, height: height, channels: 1))
        let raster = Raster(format).drawing(boxes)
        #expect(raster.format.channels == 3)
        return (0..<height).map { y in
            (0..<width).map { x in
                let start = (y * width + x) * 3
                return switch Array(raster.pixels[start..<start + 3]) {
                case [255, 0, 0]: "#"
                case [255, 255, 255]: "o"
                case [0, 0, 0]: "."
                default: "?"
                }
            }.joined()
        }
    }

    @Test(arguments: [
        (1, 0, 4, 4, 1, 0, 4, 3), (5, 6, 1, 1, 5, 6, 5, 6), (5, 6, 0, -3, 5, 6, 5, 6),
        (Int.max, Int.min, Int.max, Int.max, Int.max, Int.min, Int.max, -2),
        (3, 3, Int.min, 1, 3, 3, 3, 3),
    ])
    func sizesAreCountsOfPixels(
        x: Int,
        y: Int,
        width: Int,
        height: Int,
        x0: Int,
        y0: Int,
        x1: Int,
        y1: Int
    ) {
        let box = ImageBox(x: x, y: y, width: width, height: height)
        #expect(box == ImageBox(x0: x0, y0: y0, x1: x1, y1: y1))
    }

    @Test func edgesBelongToTheBox() throws {
        let box = ImageBox(x0: 1, y0: 0, x1: 4, y1: 3, lineWidth: 1)
        #expect(
            try drawn(width: 6, height: 5, box) == [
                ".####.", ".#..#.", ".#..#.", ".####.", "......",
            ]
        )
    }

    @Test func cornersMayHaveAnyOrder() throws {
        let box = ImageBox(x0: 4, y0: 3, x1: 1, y1: 0, lineWidth: 1)
        #expect(try drawn(width: 6, height: 5, box)[1] == ".#..#.")
    }

    @Test func boxesAreClipped() throws {
        let box = ImageBox(x0: -5, y0: 1, x1: 1, y1: 99, lineWidth: 1)
        #expect(try drawn(width: 4, height: 3, box) == ["....", "##..", ".#.."])
        let far = ImageBox(x0: .min, y0: .min, x1: .max, y1: .max, label: "x", lineWidth: .max)
        #expect(try drawn(width: 3, height: 2, far).joined().contains("#"))
        let outside = ImageBox(x0: 50, y0: 50, x1: 60, y1: 60)
        #expect(try drawn(width: 3, height: 2, outside) == ["...", "..."])
        let thin = ImageBox(x0: 0, y0: 0, x1: 2, y1: 0, lineWidth: .min)
        #expect(try drawn(width: 3, height: 2, thin) == ["###", "..."])
    }

    @Test func labelsAreAboveTheBox() throws {
        let box = ImageBox(x0: 1, y0: 9, x1: 20, y1: 11, label: "T!", lineWidth: 1)
        let rows = try drawn(width: 22, height: 12, box)
        #expect(rows[0] == ".#############........")
        #expect(rows[1] == ".#ooooo###o###........")
    }

    @Test func aLongLabelIsClippedToTheImage() throws {
        let label = String(repeating: "W\u{1F600}", count: 100_000)
        let box = ImageBox(x0: 0, y0: 0, x1: 3, y1: 3, label: label)
        #expect(try drawn(width: 30, height: 12, box).count == 12)
    }

    @Test func everyCharacterHasAGlyph() {
        var glyphs: Set<[UInt8]> = []
        for code in UInt32(0x20)...0x7e {
            guard let scalar = Unicode.Scalar(code) else { continue }
            let rows = BitmapFont.rows(of: scalar)
            #expect(rows.count == 7)
            #expect(rows.allSatisfy { $0 < 32 })
            glyphs.insert(rows)
        }
        #expect(glyphs.count == 95)
        #expect(BitmapFont.rows(of: "\u{1F600}") == BitmapFont.rows(of: "?"))
        #expect(BitmapFont.rows(of: "L") == [16, 16, 16, 16, 16, 16, 31])
    }
}
