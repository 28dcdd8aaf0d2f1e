import EventInspector
import TensorBoardEvents
import TestSupport
import Testing

/// Scalars that are recognised at a glance count like those that are walked.
///
/// An unknown field at the end of an event says nothing, but is enough to have the event walked.
@Suite struct ScalarPathTests {
    @Test(arguments: TestDepth.seeds(40, of: 200))
    func recognizingChangesNothing(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let events = (0..<60).map { Self.event($0, using: &generator) }
        let recognized = try Scan.events(events)
        let walked = try Scan.events(events.map { $0 + [0x78, 0x00] })
        #expect(Self.placeless(recognized) == Self.placeless(walked))
        #expect(recognized.totals.values == walked.totals.values)
        #expect(recognized.totals.elements == walked.totals.elements)
        #expect(recognized.totals.issues == walked.totals.issues)
    }

    /// The findings in words, in which a NaN is itself, wherever they stand.
    private static func placeless(_ report: ScanReport) -> [String] {
        report.findings.map {
            var finding = $0
            finding.first.offset = 0
            finding.logdir = ""
            return "\(finding)"
        }
    }

    private static func event(_ number: Int, using generator: inout SeededGenerator) -> [UInt8] {
        var event = WireWriter()
        let time = Int.random(in: 0..<20, using: &generator) == 0 ? .nan : Double(number)
        event.double(FieldNumber.Event.wallTime, EventBytes.epoch + time)
        let goesBack = Int.random(in: 0..<15, using: &generator) == 0
        event.varint(FieldNumber.Event.step, UInt64(goesBack ? number / 2 : number))
        event.message(FieldNumber.Event.summary) { summary in
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                summary.message(FieldNumber.Summary.value) { value(&$0, using: &generator) }
            }
            if Int.random(in: 0..<10, using: &generator) == 0 { summary.varint(14, 1) }
        }
        return event.bytes
    }

    private static func value(_ value: inout WireWriter, using generator: inout SeededGenerator) {
        let tags = ["loss", "accuracy", "a/longer/name/than/eight/bytes", ""]
        value.delimited(FieldNumber.Value.tag, (tags.randomElement(using: &generator) ?? "").utf8)
        let number =
            ([1, 2, .nan, .infinity] as [Float]).randomElement(using: &generator) ?? 0
        switch Int.random(in: 0..<4, using: &generator) {
        case 0:
            value.message(FieldNumber.Value.tensor) {
                $0.varint(FieldNumber.Tensor.dtype, 1)
                $0.delimited(FieldNumber.Tensor.shape, [])
                $0.packed(FieldNumber.Tensor.content, fixed: [number.bitPattern])
            }
        case 1: value.float(FieldNumber.Value.simpleValue, number)
        default: value.float(FieldNumber.Value.simpleValue, number.isFinite ? number : 3)
        }
        let plugins = ["scalars", "histograms", "hparams", "elsewhere", ""]
        guard Bool.random(using: &generator), let name = plugins.randomElement(using: &generator)
        else { return }
        value.message(FieldNumber.Value.metadata) { metadata in
            metadata.message(FieldNumber.Metadata.pluginData) {
                $0.delimited(FieldNumber.Metadata.pluginName, name.utf8)
            }
        }
    }
}
