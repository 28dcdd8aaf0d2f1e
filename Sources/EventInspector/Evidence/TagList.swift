/// The tags of a run around the step that broke.
///
/// In a debug build each access is counted, so that a test can check that no part of an analysis
/// compares all pairs of tags.
struct TagList: RandomAccessCollection, MutableCollection {
    private var tags: [TagEvidence] = []
    let work = WorkCount()

    var startIndex: Int { 0 }
    var endIndex: Int { tags.count }

    subscript(index: Int) -> TagEvidence {
        _read {
            work.add(1)
            yield tags[index]
        }
        _modify {
            work.add(1)
            yield &tags[index]
        }
    }

    mutating func append(_ tag: TagEvidence) { tags.append(tag) }
}
