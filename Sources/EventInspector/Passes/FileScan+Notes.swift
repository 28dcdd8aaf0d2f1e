internal import TextOutput

extension FileScan {
    /// Notes about the file that do not affect its integrity.
    var notes: [String] {
        var notes: [String] = []
        if byteCount == 0, issueCount == 0, failure == nil { notes.append("empty") }
        if unverifiableRecordCount > 0 {
            notes.append(
                NumberText.count(unverifiableRecordCount, "record")
                    + " with SageMaker Debugger's fixed number in place of a checksum: read, but "
                    + "not to be verified"
            )
        }
        if events.unreadValueCount > 0 {
            notes.append(
                NumberText.count(events.unreadValueCount, "histogram")
                    + " of TensorFlow's first, unpublished format: not read"
            )
        }
        notes += datasetNotes
        if history.untrackedValueCount > 0 {
            notes.append(
                "too many tags: " + NumberText.count(history.untrackedValueCount, "value")
                    + " looked at without keeping the tag's history"
            )
        }
        return notes
    }
}
