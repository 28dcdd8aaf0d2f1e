internal import Logdirs
internal import TextOutput

extension RunResult {
    /// Has the streams read again from their copies, or notes that they cannot be.
    mutating func readCopies() {
        for (index, file) in plan.files.enumerated() where file.isReadOnce {
            if let copy = file.copy, copy.loss == nil {
                plan.files[index].spooledPath = copy.path
            } else if findings.contains(where: { !$0.isAllowed }) {
                run.isUnjudged = true
                files[index].notes.append(Self.note(on: file.copy?.loss))
            }
        }
    }

    private static func note(on loss: SpooledStream.Loss?) -> String {
        let reason =
            switch loss {
            case .tooLarge(let limit):
                "larger than \(NumberText.bytes(limit)), too large to be kept and read again"
            case .notWritten(let error): "a temporary copy, to be read again, failed: \(error)"
            case nil: "there is no place for a temporary copy, to be read again"
            }
        return reason + "; whether training broke is not judged: write it to a file, and give "
            + "its path"
    }
}

extension RunPlan {
    /// Says of each stream without a byte that nothing was read.
    ///
    /// A writer that failed leaves an empty pipe, which must not look like a clean bill of health.
    ///
    /// - Throws: `ScanError` when nothing else was read.
    mutating func refuseEmptyStreams(
        _ results: [RunResult],
        _ options: ScanOptions
    ) throws(ScanError) {
        guard !options.allowsEmptySelection else { return }
        var isOnly = true
        for result in results {
            if !result.foreign.isEmpty { isOnly = false }
            for (file, read) in zip(result.plan.files, result.files) {
                guard file.isStream, read.bytes == 0, read.error == nil else {
                    isOnly = false
                    continue
                }
                refuse(file.logdir, .emptyStream(file.logdir))
            }
        }
        if isOnly, let error = ScanError.joining(inputs.compactMap(\.error)) { throw error }
    }
}
