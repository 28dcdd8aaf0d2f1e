import TensorBoardEvents
import TestSupport

/// A run of what makes parts hang together: restarts, plugins that only the first value names,
/// wall times that are none, records within records.
struct RandomRun {
    private(set) var events: [[UInt8]] = [EventBytes.version()]

    init(using generator: inout SeededGenerator) {
        var named: Set<String> = []
        var step: Int64 = 0
        var time = EventBytes.epoch
        // Most runs have good clocks.
        let hasBadClock = Int.random(in: 0..<4, using: &generator) == 0
        for _ in 0..<Int.random(in: 20...80, using: &generator) {
            switch Int.random(in: 0..<20, using: &generator) {
            case 0: events.append(EventBytes.sessionStart(step: step, wallTime: time))
            case 1: step -= .random(in: 0...6, using: &generator)
            case 2: time -= .random(in: 0...3, using: &generator)
            default: step += .random(in: 0...2, using: &generator)
            }
            time += Double(Int.random(in: 0...1, using: &generator))
            let isBad = hasBadClock && Int.random(in: 0..<12, using: &generator) == 0
            let values = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                Self.value(&named, using: &generator)
            }
            events.append(
                EventBytes.event(step: step, wallTime: isBad ? .nan : time, values: values)
            )
        }
    }

    private static func value(
        _ named: inout Set<String>,
        using generator: inout SeededGenerator
    ) -> [UInt8] {
        let number = Int.random(in: 0..<8, using: &generator) == 0 ? Float.nan : 1
        let tag = ["a", "b", "c"].randomElement(using: &generator) ?? ""
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: return EventBytes.scalar("loss/\(tag)", number)
        case 1:
            let isFirst = named.insert("histogram/\(tag)").inserted
            return histogram("histogram/\(tag)", Double(number), isNamed: isFirst)
        case 2:
            let isFirst = named.insert("digest/\(tag)").inserted
            return digest("digest/\(tag)", isFinite: number == 1, isNamed: isFirst)
        case 3:
            // The same tag may be named late, or as something else.
            return histogram(
                "mixed/\(tag)",
                Double(number),
                isNamed: Bool.random(using: &generator),
                plugin: Bool.random(using: &generator) ? "histograms" : "scalars"
            )
        case 4:
            let inner = (0..<3).map { EventBytes.scalar("inner", .nan, step: $0) }
            return EventBytes.tensor("bytes/\(tag)") { tensor in
                tensor.dtype(.string)
                tensor.shape([1])
                tensor.delimited(FieldNumber.Tensor.stringValues, RecordBytes.file(inner))
            }
        default:
            let count = Int.random(in: 1...60, using: &generator)
            return EventBytes.tensor(
                "tensor/\(tag)",
                floats: (0..<count).map { $0 == 3 ? number : 0 },
                shape: [Int64(count)]
            )
        }
    }

    private static func histogram(
        _ tag: String,
        _ number: Double,
        isNamed: Bool,
        plugin: String = "histograms"
    ) -> [UInt8] {
        EventBytes.tensor(tag, plugin: isNamed ? plugin : nil) { tensor in
            tensor.dtype(.double)
            tensor.shape([1, 3])
            tensor.delimited(FieldNumber.Tensor.content, [-1, number, 2].littleEndianBytes)
        }
    }

    private static func digest(_ tag: String, isFinite: Bool, isNamed: Bool) -> [UInt8] {
        var digest = DumpDigest(dtype: .float, shape: [4])
        digest.elementCount = 4
        if !isFinite {
            digest.nanCount = 1
            digest.firstNonFiniteIndex = 2
        }
        let metadata = DumpMetadata(name: tag, role: .output, pass: nil, layer: tag, form: .digest)
        return EventBytes.value(tag) { value in
            value.message(FieldNumber.Value.tensor) { tensor in
                tensor.dtype(.double)
                tensor.shape([Int64(digest.vector.count)])
                tensor.delimited(FieldNumber.Tensor.content, digest.vector.littleEndianBytes)
            }
            if isNamed {
                value.delimited(
                    FieldNumber.Value.metadata,
                    EventBytes.metadata(
                        plugin: DumpMetadata.pluginName,
                        content: metadata.encoded()
                    )
                )
            }
        }
    }
}
