import Pictures
import Testing

@testable import TensorBoard

@Suite struct ImageShapeTests {
    @Test(arguments: [
        ([5, 7], ImageLayout.hw), ([5, 7, 3], .hwc), ([3, 5, 7], .chw), ([3, 4, 2], .hwc),
        ([9, 5, 7, 1], .nhwc), ([9, 4, 5, 7], .nchw), ([2, 3, 4, 4], .nhwc),
    ])
    func layoutsAreGuessedByTheRule(shape: [Int], layout: ImageLayout) {
        #expect(ImageLayout.guessed(for: shape, isBatch: false) == layout)
    }

    @Test func aBatchOfRankThreeIsGray() throws {
        let shape = try ImageShape([3, 5, 4], layout: nil, isBatch: true)
        #expect(shape.count == 3)
        #expect(shape.format == PNGFormat(width: 4, height: 5, channels: 1))
    }

    @Test(arguments: [
        (ImageLayout.hw, [5, 7], 1, 1), (.hwc, [5, 7, 2], 1, 2), (.chw, [4, 5, 7], 1, 4),
        (.nhw, [6, 5, 7], 6, 1), (.nhwc, [6, 5, 7, 3], 6, 3), (.nchw, [6, 3, 5, 7], 6, 3),
    ])
    func statedLayoutsAreUsed(layout: ImageLayout, shape: [Int], count: Int, channels: Int) throws {
        let parsed = try ImageShape(shape, layout: layout, isBatch: false)
        #expect(parsed.count == count)
        #expect(parsed.format == PNGFormat(width: 7, height: 5, channels: channels))
    }

    @Test(arguments: [
        [], [4], [5, 7, 9], [1, 2, 3, 5, 5], [0, 7], [7, 0], [-1, 7], [-3, -3], [5, 7, 0],
        [Int.max, Int.max], [Int.max, Int.max, 3], [0, 5, 7, 3], [-2, 5, 7, 3], [1 << 20, 1 << 20],
    ])
    func shapesThatAreNotImagesAreRefused(shape: [Int]) {
        #expect(throws: Unshowable.self) {
            _ = try ImageShape(shape, layout: nil, isBatch: false)
        }
        for layout in ImageLayout.allCases where shape.count > 4 || shape.count < 2 {
            #expect(throws: Unshowable.self) {
                _ = try ImageShape(shape, layout: layout, isBatch: true)
            }
        }
    }
}
