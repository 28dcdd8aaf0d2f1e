import TestSupport

/// Pixels that make the encoder take each of its ways.
enum PNGPicture: String, CaseIterable, Sendable {
    case noise
    case black
    case gradient
    case soft
    case text
    case halves

    func pixels(width: Int, height: Int, channels: Int) -> [UInt8] {
        var generator = SeededGenerator(seed: 7)
        let noise = generator.bytes(width * height * channels)
        return (0..<width * height * channels).map { index in
            let channel = index % channels
            let x = index / channels % width
            let y = index / channels / width
            switch self {
            case .noise: return noise[index]
            case .black: return 0
            case .gradient: return UInt8(truncatingIfNeeded: x * (channel + 1) + y)
            // Sums of few bits gather around their mean, as in a photograph.
            case .soft: return UInt8(truncatingIfNeeded: x + y + noise[index].nonzeroBitCount)
            case .text: return (x / 3 + y / 5) % 7 == 0 && y % 11 < 7 ? 20 : 250
            case .halves: return y < height / 2 ? noise[index] : 77
            }
        }
    }
}
