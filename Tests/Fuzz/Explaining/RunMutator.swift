import TFRecord
import TensorBoardEvents
import TestSupport

/// Changes a run as training code could have written it: tags that the explanation knows, values
/// that break, and steps and times that are extreme.
struct RunMutator {
    private let input: [UInt8]
    private let payloads: [[UInt8]]

    init(_ input: [UInt8]) {
        self.input = input
        payloads = RecordSplit(input).records.map { Array(input[$0.payload]) }
    }

    func mutant(using generator: inout SeededGenerator) -> [UInt8] {
        var payloads = payloads
        switch generator.next() % 16 {
        case 0:
            var events = RandomEvents(using: &generator)
            return RecordBytes.file([EventBytes.version()] + events.run(using: &generator))
        case 1...4 where !payloads.isEmpty || input.isEmpty:
            var events = RandomEvents(using: &generator)
            let place = Int(generator.next() % UInt64(payloads.count + 1))
            payloads.insert(contentsOf: events.some(using: &generator), at: place)
            return RecordBytes.file(payloads)
        case 5...7:
            guard let index = payloads.indices.randomElement(using: &generator) else { break }
            payloads[index] = Self.moved(payloads[index], using: &generator)
            return RecordBytes.file(payloads)
        case 8 where payloads.count > 2:
            // The same run once more, or a part of it.
            let start = Int(generator.next() % UInt64(payloads.count))
            return RecordBytes.file(payloads + payloads[start...])
        case 9 where payloads.count > 1:
            payloads.swapAt(
                Int(generator.next() % UInt64(payloads.count)),
                Int(generator.next() % UInt64(payloads.count))
            )
            return RecordBytes.file(payloads)
        case 10: return RecordBytes.file(payloads + [EventBytes.version()])
        default: break
        }
        return RecordMutator(input).mutant(using: &generator)
    }

    /// The event at another step, and perhaps another time: of what a message has twice, the last
    /// counts.
    private static func moved(
        _ payload: [UInt8],
        using generator: inout SeededGenerator
    ) -> [UInt8] {
        var writer = WireWriter()
        let step = RandomEvents.step(using: &generator)
        writer.varint(FieldNumber.Event.step, UInt64(bitPattern: step))
        if generator.next() % 4 == 0 {
            writer.double(FieldNumber.Event.wallTime, RandomEvents.wallTime(using: &generator))
        }
        return payload + writer.bytes
    }
}
