import Pictures
import Testing

@testable import TensorBoard

@Suite struct ProjectorSpriteTests {
    @Test(arguments: [(1, 1, 1), (2, 2, 1), (3, 2, 2), (5, 3, 2), (9, 3, 3), (10, 4, 3)])
    func aBatchBecomesAGridWithoutGaps(count: Int, columns: Int, rows: Int) throws {
        let pixels = (0..<count * 6).map { UInt8(truncatingIfNeeded: $0) }
        let sprite = try #require(ProjectorSprite(pixels.shaped(count, 2, 3), layout: .nhw))
        #expect(sprite.thumbnailWidth == 3)
        #expect(sprite.thumbnailHeight == 2)
        let size = try #require(EncodedImageSize(sprite.png))
        #expect(size.width == columns * 3)
        #expect(size.height == rows * 2)
        #expect(sprite.problem(for: count) == nil)
    }

    @Test func otherTensorsThanBatchesOfImagesAreNotSprites() {
        #expect(ProjectorSprite([Float](repeating: 0, count: 6)) == nil)
        #expect(ProjectorSprite([Float](repeating: 0, count: 6).shaped(2, 2, 3)) == nil)
    }
}
