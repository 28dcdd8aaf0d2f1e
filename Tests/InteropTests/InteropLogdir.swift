import Foundation
import SystemPackage
import TensorBoardEvents
import TestSupport
import Testing

/// A logdir, and what TensorBoard must find in it.
///
/// `Tests/Interop/expectation.py` describes the form of the expectation.
final class InteropLogdir {
    let files: ScratchDirectory
    private var sections: [String: Any] = [:]

    init() throws {
        files = try ScratchDirectory()
    }

    /// The logdir, below a scratch directory, for that has `tfevents` in its name: TensorBoard's
    /// slow loader takes a run's directory for an event file then.
    static let name = "logs"

    var path: String { files.path(Self.name).string }

    /// The directory of a run, `.` for the logdir itself, made where it is missing.
    func run(_ name: String) throws -> FilePath {
        let logdir = files.path(Self.name)
        let directory = name == "." ? logdir : logdir.pushing(FilePath(name))
        try FileManager.default.createDirectory(
            atPath: directory.string,
            withIntermediateDirectories: true
        )
        return directory
    }

    /// Expects one more point of a tag.
    func expect(_ point: Any, in section: String, run: String, tag: String) {
        var runs = sections[section] as? [String: [String: [Any]]] ?? [:]
        runs[run, default: [:]][tag, default: []].append(point)
        sections[section] = runs
    }

    /// Expects a scalar.
    func expectScalar(_ value: Double, step: Int, run: String, tag: String) {
        expect([step, Self.spelled(value)], in: "scalars", run: run, tag: tag)
    }

    /// Expects a histogram's rows of left edge, right edge and count.
    func expectHistogram(_ rows: [[Double]], step: Int, run: String, tag: String) {
        expect([step, rows.map { $0.map(Self.spelled) }], in: "histograms", run: run, tag: tag)
    }

    /// Expects images of one step, by the bytes of their files.
    func expectImages(
        _ images: [[UInt8]],
        size: (width: Int, height: Int),
        mime: String = "image/png",
        step: Int,
        run: String,
        tag: String
    ) {
        let point: [String: Any] = [
            "step": step, "width": size.width, "height": size.height, "mime": mime,
            "base64": images.map(Self.base64),
        ]
        expect(point, in: "images", run: run, tag: tag)
    }

    /// Expects sounds of one step, by the bytes of their files.
    func expectAudio(_ clips: [[UInt8]], step: Int, run: String, tag: String) {
        let point: [String: Any] = ["step": step, "base64": clips.map(Self.base64)]
        expect(point, in: "audio", run: run, tag: tag)
    }

    /// Expects a text, or a table of them as an array of arrays.
    func expectText(_ text: Any, step: Int, run: String, tag: String) {
        expect([step, text], in: "text", run: run, tag: tag)
    }

    /// Expects an embedding.
    func expectEmbedding(
        _ tensorName: String,
        _ values: [Float],
        shape: [Int],
        metadata: String?,
        sprite: (png: [UInt8], width: Int, height: Int)?,
        run: String
    ) {
        var runs = sections["projector"] as? [String: [String: Any]] ?? [:]
        let sprite = sprite.map { sprite -> [String: Any] in
            ["base64": Self.base64(sprite.png), "width": sprite.width, "height": sprite.height]
        }
        runs[run, default: [:]][tensorName] =
            [
                "shape": shape, "values": values.map { Self.spelled(Double($0)) },
                "metadata": metadata ?? NSNull(), "sprite": sprite ?? NSNull(),
            ] as [String: Any]
        sections["projector"] = runs
    }

    /// Sets a section that has a form of its own: layouts, hyperparameters, graphs.
    func expect(section: String, _ value: Any) {
        sections[section] = value
    }

    /// Writes `expected.json`.
    func writeExpectation() throws {
        let json = try JSONSerialization.data(withJSONObject: sections, options: .sortedKeys)
        try files.write([UInt8](json), to: "\(Self.name)/expected.json")
    }

    /// A number as JSON can hold it.
    static func spelled(_ value: Double) -> Any {
        guard !value.isFinite else { return value }
        return value.isNaN ? "NaN" : value > 0 ? "Infinity" : "-Infinity"
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
    }
}
