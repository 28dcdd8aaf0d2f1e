import SystemPackage
import TestSupport
import Testing

@testable import TensorBoard

extension ScratchDirectory {
    /// What a file below the directory holds, as text.
    func text(_ name: String) throws -> String {
        String(decoding: try bytes(name), as: UTF8.self)
    }

    /// What a file below the directory holds.
    func bytes(_ name: String) throws -> [UInt8] {
        try #require(try ReplacedFile.read(path(name)))
    }
}

enum ProjectorSamples {
    /// The start of a PNG, which tells its size.
    static func png(width: UInt32, height: UInt32) -> [UInt8] {
        let start: [UInt8] = [137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82]
        return start
            + [width, height].flatMap { number in
                withUnsafeBytes(of: number.bigEndian) { [UInt8]($0) }
            }
    }

    static func embedding(_ name: String, path: String = "points.tsv") -> ProjectorConfig.Embedding
    {
        ProjectorConfig.Embedding(tensorName: name, shape: (2, 3), tensorPath: path)
    }
}
