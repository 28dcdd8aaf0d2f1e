import ArgumentParser
import TensorBoard

/// Values to log, made from a description alone.
enum WrittenWorkload: String, CaseIterable, ExpressibleByArgument {
    /// Ten million scalars over 20 tags.
    case scalars
    /// A thousand histograms of 1 MiB of floats.
    case histograms
    /// A thousand tensors of 1 MiB of floats.
    case tensors
    /// A hundred noisy RGB images of 256 by 256 pixels.
    case images

    /// The number of logged values.
    var count: Int {
        switch self {
        case .scalars: 10_000_000
        case .histograms, .tensors: 1_000
        case .images: 100
        }
    }

    /// The size of the logged values in bytes, before encoding.
    var byteCount: Int {
        switch self {
        case .scalars: count * 4
        case .histograms, .tensors: count << 20
        case .images: count * 256 * 256 * 3
        }
    }

    /// The values that are logged repeatedly.
    struct Material {
        let tags = (0..<20).map { "train/loss_\($0)" }
        let floats: [Float]
        let image: [UInt8]

        init() {
            var state: UInt32 = 1
            floats = (0..<262_144).map { _ in
                state = state &* 1_664_525 &+ 1_013_904_223
                return Float(Int32(bitPattern: state)) / 0x1p31
            }
            image = (0..<256 * 256 * 3).map { index in
                let (row, column) = (index / 768, index / 3 % 256)
                state = state &* 1_664_525 &+ 1_013_904_223
                return UInt8(truncatingIfNeeded: (row + column) / 2 + Int(state >> 29))
            }
        }
    }

    /// Logs everything.
    func log(_ material: Material, to writer: SummaryWriter) {
        switch self {
        case .scalars:
            for step in 0..<count / material.tags.count {
                for tag in material.tags { writer.addScalar(tag, Float(step), step: step) }
            }
        case .histograms:
            for step in 0..<count {
                writer.addHistogram("weights", material.floats, step: step)
            }
        case .tensors:
            for step in 0..<count {
                writer.addTensor("activations", material.floats.shaped(512, 512), step: step)
            }
        case .images:
            let image = material.image.shaped(256, 256, 3)
            for step in 0..<count { writer.addImage("image", image, step: step) }
        }
    }
}
