internal import ClampedArithmetic
internal import Logdirs
internal import TextOutput

/// The outline of a run while its files are read.
final class RunDraft {
    private let run: RunPlan.Run
    /// The tags of all files; only names, kinds and roles are used.
    private let joined: RecordWalk<OutlineVisitor>
    private var fileCount = 0
    private var byteCount = 0

    init(_ run: RunPlan.Run) {
        self.run = run
        joined = RecordWalk(OutlineVisitor(), file: 0, selection: ScanSelection())
    }

    /// Whether none of its files could be read, or holds an event.
    var isEmpty: Bool { joined.recordCount == 0 }

    /// Adds the next file.
    func add(_ walk: RecordWalk<OutlineVisitor>) {
        guard walk.recordCount > 0 else { return }
        fileCount += 1  // in range: files on a disk
        byteCount.addClamped(walk.end)
        joined.join(walk)
    }

    /// The outline.
    var outline: LogdirOutline.Run {
        let tags = (0..<joined.tags.count).filter {
            joined.tags[$0].isSelected && joined.visitor.tags[$0].pointCount > 0
        }
        let sorted = tags.sorted {
            joined.tags.name(of: $0).lexicographicallyPrecedes(joined.tags.name(of: $1))
        }
        return LogdirOutline.Run(
            logdir: run.logdir,
            name: run.name,
            tags: sorted.map { index in
                TagOutline(
                    tag: EscapedText.text(joined.tags.name(of: index)),
                    joined.visitor.tags[index]
                )
            },
            fileCount: fileCount,
            byteCount: byteCount,
            graphCount: joined.graphCount,
            unlistedValueCount: joined.refusedValueCount
        )
    }

    /// Notes the tags for what a selection asks for.
    func note(in seen: inout SeenTags, _ selection: ScanSelection) {
        for index in 0..<joined.tags.count {
            seen.add(
                joined.tags.name(of: index),
                isSelected: joined.tags[index].isSelected,
                selection
            )
        }
    }
}
