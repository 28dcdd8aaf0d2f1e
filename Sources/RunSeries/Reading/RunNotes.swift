internal import Logdirs
internal import TFRecord
internal import TextOutput

/// What is worth saying of the files that were read.
struct RunNotes {
    private(set) var damage: [FileDamage] = []
    private(set) var notes: [String] = []
    private var foreign: [ScanError.ForeignInput] = []
    private var readCount = 0

    /// Notes a file.
    mutating func add<Visitor>(_ pass: FilePass<Visitor>) {
        if let foreign = pass.foreign {
            addForeign(foreign, pass.file)
            return
        }
        readCount += 1
        let list = pass.walk.damage
        func add(_ reason: String) {
            damage.append(
                FileDamage(
                    logdir: pass.file.logdir,
                    file: pass.file.relativePath,
                    reason: reason
                )
            )
        }
        for stretch in list.stretches where stretch.kind != .truncatedTail {
            add(Self.sentence(on: stretch))
        }
        if list.count > list.stretches.count {
            add("\(NumberText.grouped(list.count - list.stretches.count)) more damaged stretches")
        }
        if list.malformedCount > 0, let offset = list.firstMalformed {
            add(
                NumberText.count(list.malformedCount, "record")
                    + " whole and not an event, or only the beginning of one; the first at byte "
                    + NumberText.grouped(offset)
            )
        }
        if let failure = list.failure { add("\(failure)") }
    }

    private mutating func addForeign(_ file: ForeignFile, _ source: LogdirFile) {
        let name = source.isNamed ? source.logdir : source.relativePath
        if source.isNamed {
            foreign.append(ScanError.ForeignInput(path: source.logdir, file: file))
        } else {
            notes.append("\(name): \(file.sentence(ofFileNamed: source.basename))")
        }
    }

    /// The error that there is nothing to read, because all that was given is something else or not
    /// there.
    func error(of plan: RunPlan) -> ScanError? {
        guard !foreign.isEmpty, readCount == 0 else { return nil }
        return ScanError.joining(plan.inputs.compactMap(\.error) + [.notEventFiles(foreign)])
    }

    private static func sentence(on damage: RecordDamage) -> String {
        let position = "at byte \(NumberText.grouped(damage.offset))"
        let size = NumberText.bytes(damage.byteCount)
        return switch damage.kind {
        case .lengthChecksum:
            "the header of the record \(position) is damaged (\(size)): what was there is lost"
        case .dataChecksum:
            "the record \(position) does not match its checksum (\(size)): its values were left out"
        case .zeroHole:
            "\(size) of zeros \(position) where a record should be: what belongs there is not known"
        case .truncatedTail: "ends inside a record \(position)"
        case .trailingGarbage: "\(size) \(position), after the last record, are not a record"
        case .oversize: "the record \(position) claims more than any event may have"
        case .unreadable: "cannot be read beyond byte \(NumberText.grouped(damage.offset))"
        }
    }

    /// What is worth saying of a reading.
    ///
    /// - Parameters:
    ///   - plan: The plan that was read.
    ///   - gaps: Parts of the selection that matched nothing.
    /// - Returns: The remarks.
    func remarks(on plan: RunPlan, gaps: [SelectionGap]) -> ReadingRemarks {
        ReadingRemarks(
            damage: damage,
            notes: plan.inputs.flatMap(\.notes) + notes,
            failedPaths: plan.inputs.compactMap { input in
                input.error.map { ReadingRemarks.FailedPath(path: input.logdir, reason: "\($0)") }
            }
                + foreign.map { file in
                    ReadingRemarks.FailedPath(
                        path: file.path,
                        reason: file.sentence,
                        isForeign: true
                    )
                },
            unmatched: gaps
        )
    }
}
