import TensorBoardEvents
import TestSupport

/// Values other than plain tensors, each with something not finite in it.
enum ValueSamples {
    static let all = scalars + histograms + histogramTensors + others

    private typealias Histogram = FieldNumber.Histogram

    private static let scalars: [PaddedEvent] = [
        PaddedEvent(name: "simple_value", simpleValue: .nan),
        PaddedEvent(name: "the tag last", simpleValue: -.infinity, tagIsLast: true),
        PaddedEvent(name: "", simpleValue: .infinity),
        PaddedEvent(
            name: "a scalar with metadata",
            simpleValue: .nan,
            metadata: EventBytes.metadata(plugin: "scalars"),
            metadataIsFirst: true
        ),
    ]

    private static let histograms: [PaddedEvent] = [
        .histogram("histogram of NaN") { histogram in
            for field in [Histogram.min, Histogram.max, Histogram.sum, Histogram.sumSquares] {
                histogram.double(field, .nan)
            }
            histogram.double(Histogram.num, 8)
            histogram.packed(Histogram.bucketLimit, doubles: [-1, 0, 1])
            histogram.packed(Histogram.bucket, doubles: [1, 2, 2])
        },
        .histogram("histogram with a NaN bucket") { histogram in
            histogram.double(Histogram.min, -1)
            histogram.double(Histogram.max, 1)
            for limit in [-1.0, 0, 1] { histogram.double(Histogram.bucketLimit, limit) }
            for count in [1.0, .nan, 3] { histogram.double(Histogram.bucket, count) }
        },
        .histogram("histogram with open ends") { histogram in
            histogram.double(Histogram.min, -1)
            histogram.double(Histogram.max, 1)
            histogram.double(Histogram.num, 3)
            histogram.packed(Histogram.bucketLimit, doubles: [-.infinity, 0, .infinity])
            histogram.packed(Histogram.bucket, doubles: [0, 1, 2])
        },
        .histogram("histogram whose squares overflow") { histogram in
            histogram.double(Histogram.min, 1e200)
            histogram.double(Histogram.max, 1e200)
            histogram.double(Histogram.num, 1)
            histogram.double(Histogram.sum, 1e200)
            histogram.double(Histogram.sumSquares, .infinity)
            histogram.packed(Histogram.bucketLimit, doubles: [2e200])
            histogram.packed(Histogram.bucket, doubles: [1])
        },
    ]

    private static func rows(_ name: String, _ rows: [[Double]]) -> PaddedEvent {
        .tensor(name, plugin: "histograms") { tensor in
            tensor.dtype(.double)
            tensor.shape([Int64(rows.count), 3])
            tensor.delimited(FieldNumber.Tensor.content, rows.joined().map { $0 }.littleEndianBytes)
        }
    }

    private static let histogramTensors: [PaddedEvent] = [
        rows("rows of NaN", [[.nan, .nan, 0], [.nan, .nan, 0], [.nan, .nan, 0]]),
        rows("rows of +Inf", [[.nan, .infinity, 3], [.infinity, .infinity, 0]]),
        rows("rows with open ends", [[-.infinity, 0, 1], [0, 1, 1], [1, .infinity, 1]]),
        rows("rows of finite data", [[0, 1, 1], [1, 2, 1]]),
        rows("rows with a NaN count", [[0, 1, .nan], [1, 2, 1]]),
    ]

    private static let others: [PaddedEvent] = [
        PaddedEvent(
            name: "audio",
            contents: [(FieldNumber.Value.audio, audio(sampleRate: .nan))]
        ),
        PaddedEvent(
            name: "image",
            contents: [(FieldNumber.Value.image, [0x08, 0x01, 0x10, 0x01])]
        ),
        PaddedEvent(
            name: "old histogram",
            contents: [(FieldNumber.Value.obsoleteHistogram, [1, 2, 3])]
        ),
        PaddedEvent(
            name: "hparams",
            simpleValue: 1,
            metadata: EventBytes.metadata(plugin: "hparams", content: hparams(.nan)),
            metadataIsFirst: true
        ),
        PaddedEvent(
            name: "hparams after the value",
            simpleValue: 1,
            metadata: EventBytes.metadata(plugin: "hparams", content: hparams(-.infinity))
        ),
        PaddedEvent(name: "two contents", contents: twoTensors, simpleValue: .infinity),
        PaddedEvent(name: "wall time", simpleValue: 1, wallTime: .nan),
        PaddedEvent(name: "wall time and value", simpleValue: .nan, wallTime: .infinity),
        PaddedEvent(name: "no content"),
    ]

    private static let twoTensors: [(number: Int, body: [UInt8])] = [Float.nan, 1].map { number in
        var tensor = WireWriter()
        tensor.dtype(.float)
        tensor.packed(FieldNumber.Tensor.floatValues, floats: [number])
        return (FieldNumber.Value.tensor, tensor.bytes)
    }

    private static func audio(sampleRate: Float) -> [UInt8] {
        var audio = WireWriter()
        audio.float(FieldNumber.Audio.sampleRate, sampleRate)
        audio.varint(2, 1)
        audio.delimited(4, [UInt8](repeating: 0xff, count: 100))
        return audio.bytes
    }

    /// `HParamsPluginData.session_start_info.hparams["lr"].number_value`.
    static func hparams(_ number: Double) -> [UInt8] {
        var data = WireWriter()
        data.message(3) { start in
            start.message(1) { entry in
                entry.delimited(1, "lr".utf8)
                entry.message(2) { $0.double(2, number) }
            }
        }
        return data.bytes
    }
}
