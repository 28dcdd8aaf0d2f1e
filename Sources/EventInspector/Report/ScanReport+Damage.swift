internal import Logdirs

extension ScanReport.File {
    /// Whether part of the file is uncertified.
    public var hasDamage: Bool { issues.contains(where: isDamage) }

    /// Whether an issue leaves part of the file uncertified.
    ///
    /// A file of events that ends inside a record has a live writer, or one that was killed. A
    /// dataset is written once and read from end to end: one that was cut lacks something, and
    /// TensorFlow stops there with an error.
    public func isDamage(_ issue: FileIssue) -> Bool {
        issue.kind.isDamage || (issue.kind == .truncatedTail && isDataset)
    }

    /// Whether it holds examples, or would by its name if any had been read.
    var isDataset: Bool {
        let basename = path.split(separator: "/").last.map(String.init) ?? path
        return examples > 0
            || (records == 0 && LogdirFile.content(ofFileNamed: basename) == .records)
    }
}
