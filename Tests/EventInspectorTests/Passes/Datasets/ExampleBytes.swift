import TensorBoardEvents
import TestSupport

@testable import EventInspector

/// Serialized examples, laid out as TensorFlow does unless a test asks for something else.
enum ExampleBytes {
    /// A `tf.train.Example` of serialized map entries.
    static func example(_ entries: [UInt8]...) -> [UInt8] {
        map(ExampleField.Example.features, entries)
    }

    /// A `tf.train.SequenceExample` of serialized map entries.
    static func sequence(context: [[UInt8]] = [], lists: [[UInt8]]) -> [UInt8] {
        map(ExampleField.Example.features, context)
            + map(ExampleField.Example.featureLists, lists)
    }

    /// A feature of packed floats with its name.
    static func floats(_ name: String, _ floats: [Float]) -> [UInt8] {
        entry(name, feature(floats))
    }

    /// A feature of floats that stand one by one.
    static func looseFloats(_ name: String, _ floats: [Float]) -> [UInt8] {
        var feature = WireWriter()
        feature.message(ExampleField.Feature.floats) { list in
            for float in floats { list.float(ExampleField.List.value, float) }
        }
        return entry(name, feature.bytes)
    }

    /// A feature of one string of bytes with its name.
    static func bytes(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
        var feature = WireWriter()
        feature.message(ExampleField.Feature.bytes) {
            $0.delimited(ExampleField.List.value, bytes)
        }
        return entry(name, feature.bytes)
    }

    /// A list of features of floats with its name.
    static func rows(_ name: String, _ rows: [[Float]]) -> [UInt8] {
        var list = WireWriter()
        for row in rows { list.delimited(ExampleField.FeatureList.feature, feature(row)) }
        return entry(name, list.bytes)
    }

    /// A name and what stands under it.
    static func entry(_ name: String, _ value: [UInt8]) -> [UInt8] {
        var entry = WireWriter()
        entry.delimited(ExampleField.Map.key, name.utf8)
        entry.delimited(ExampleField.Map.value, value)
        return entry.bytes
    }

    /// A feature without its name.
    static func feature(_ floats: [Float]) -> [UInt8] {
        var feature = WireWriter()
        feature.message(ExampleField.Feature.floats) {
            $0.packed(ExampleField.List.value, floats: floats)
        }
        return feature.bytes
    }

    private static func map(_ number: Int, _ entries: [[UInt8]]) -> [UInt8] {
        var message = WireWriter()
        message.message(number) { map in
            for entry in entries { map.delimited(ExampleField.Map.entry, entry) }
        }
        return message.bytes
    }
}

extension Scan {
    /// Scans one dataset of these examples.
    static func examples(
        _ payloads: [[UInt8]],
        options: ScanOptions = ScanOptions(jobs: 1)
    ) throws -> ScanReport {
        let name = "train.tfrecord"
        return try path(
            ScratchDirectory([name: RecordBytes.file(payloads)]),
            name,
            options: options
        )
    }
}
