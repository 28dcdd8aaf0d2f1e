import TFRecord
import TestSupport

/// Changes one record of a file and frames it anew, or the event that the input is.
struct RecordMutator {
    private let input: [UInt8]
    private let split: RecordSplit

    init(_ input: [UInt8]) {
        self.input = input
        split = RecordSplit(input)
    }

    func mutant(using generator: inout SeededGenerator) -> [UInt8] {
        guard let record = split.records.randomElement(using: &generator) else {
            return MessageMutator.mutant(of: input, using: &generator)
        }
        let end = record.payload.upperBound + RecordFormat.footerByteCount
        var payload = Array(input[record.payload])
        var file = Array(input[..<record.offset])
        switch generator.next() % 16 {
        case 0:
            // A record less.
            return file + input[end...]
        case 1:
            // A record twice.
            return file + input[record.offset..<end] + input[record.offset...]
        case 2:
            // A header that claims something else, with a checksum that fits.
            let claim = UInt64(payload.count) &+ generator.next() % 64 &- 32
            let rest = Array(input[record.payload.lowerBound...])
            return file + RecordBytes.header(claiming: claim) + rest
        case 3:
            // A payload that its checksum does not fit.
            payload = MessageMutator.mutant(of: payload, using: &generator)
            file += RecordBytes.header(claiming: UInt64(payload.count)) + payload
            return file + input[record.payload.upperBound...]
        case 4:
            // A hole.
            let hole = [UInt8](repeating: 0, count: end - record.offset)
            return file + hole + Array(input[end...])
        default:
            payload = MessageMutator.mutant(of: payload, using: &generator)
            RecordFormat.append(payload, to: &file)
            return file + input[end...]
        }
    }
}
