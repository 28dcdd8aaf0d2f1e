import TFRecord
import TestSupport

/// What must hold of the records that a reader finds in a file, however it is damaged.
struct FramingCheck {
    private let file: [UInt8]
    private let split: RecordSplit

    init(_ file: [UInt8]) {
        self.file = file
        split = RecordSplit(file)
    }

    func run() {
        for way in ReadLog.Way.allCases {
            for buffer in Workspace.readBuffers {
                guard let log = read(way, buffer) else { continue }
                check(log, "\(way) through \(buffer.bytes.count) bytes", buffer)
            }
        }
    }

    /// Nil where the file is compressed: its records stand elsewhere.
    private func read(_ way: ReadLog.Way, _ buffer: ReadBuffer) -> ReadLog? {
        do {
            var reader =
                switch way {
                case .file: try Workspace.reader(ofFile: file, buffer: buffer)
                case .stream:
                    try ScriptedSource(file, portions: [7, 1, 64, 4_096])
                        .reader(in: buffer)
                }
            let log = try ReadLog(reading: &reader, stepLimit: Self.stepLimit)
            return reader.isCompressed ? nil : log
        } catch let error as RecordError {
            tfevents_fuzz.check(error.code == .decompression, "\(way): \(error)")
            return nil
        } catch {
            tfevents_fuzz.check(false, "\(way): \(error)")
            return nil
        }
    }

    private func check(_ log: ReadLog, _ context: String, _ buffer: ReadBuffer) {
        let wholeLimit = buffer.bytes.count / 4
        if !endsInsideTrustedRecord(log) {
            tfevents_fuzz.check(
                noFault: log.tilingFault(byteCount: file.count, wholeLimit: wholeLimit),
                "\(context), \(file.count) in all\n\(describe(log))"
            )
        }
        for record in log.records where record.checksum == .valid {
            let start = record.offset + RecordFormat.headerByteCount
            tfevents_fuzz.check(
                record.payload == Array(file[start..<start + record.payloadByteCount]),
                "\(context): another payload at \(record.offset)"
            )
            tfevents_fuzz.check(
                RecordSplit.checksumsHold(ofPayload: record.payload, at: start, in: file),
                "\(context): the record at \(record.offset) is called valid"
            )
        }
        let found = Set(log.records.filter { $0.checksum == .valid }.map(\.offset))
        for record in split.records.prefix(while: \.isIntact) {
            tfevents_fuzz.check(
                found.contains(record.offset),
                "\(context): the record at \(record.offset) is lost"
            )
        }
        if split.intactByteCount == file.count {
            tfevents_fuzz.check(log.damage.isEmpty, "\(context): damage in an intact file")
        }
    }

    /// A stream ends inside a record whose damaged header was believed: its end was not to be seen.
    private func endsInsideTrustedRecord(_ log: ReadLog) -> Bool {
        let steps = log.steps.suffix(2)
        guard case .damage(let header) = steps.first, case .damage(let tail) = steps.last else {
            return false
        }
        return header.kind == .lengthChecksum && tail.kind == .truncatedTail
            && header.offset == tail.offset && header.offset + header.byteCount > file.count
    }

    private func describe(_ log: ReadLog) -> String {
        log.steps.map { step in
            switch step {
            case .record(let record): "  \(record.range) record, checksum \(record.checksum)\n"
            case .damage(let damage): "  \(step.range) \(damage.kind)\n"
            }
        }.joined()
    }

    /// A gzip bomb of 4 KiB has some hundred thousand records.
    private static let stepLimit = 1_000_000
}

extension RecordSplit {
    /// Whether the footer behind a payload is its checksum.
    static func checksumsHold(ofPayload payload: [UInt8], at start: Int, in file: [UInt8]) -> Bool {
        let end = start + payload.count
        guard end + RecordFormat.footerByteCount <= file.count else { return false }
        let stored = file[end..<end + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return MaskedCRC32C(of: payload).rawValue == stored
    }
}
