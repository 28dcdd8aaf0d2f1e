internal import Logdirs

extension ScanReport.File {
    /// Whether part of the file is uncertified.
    public var hasDamage: Bool { issues.contains(where: isDamage) }

    /// Whether not a byte of the file could be read.
    var isUnread: Bool { error != nil && bytes == 0 && records == 0 }

    /// Whether an issue leaves part of the file uncertified.
    ///
    /// An event file that ends inside a record has a live writer, or one that was killed. A dataset
    /// is written once and read from end to end: a cut one is incomplete, and TensorFlow stops
    /// there with an error.
    public func isDamage(_ issue: FileIssue) -> Bool {
        issue.kind.isDamage || (issue.kind == .truncatedTail && isDataset)
    }

    /// Whether it holds examples, or by its name would if any had been read.
    var isDataset: Bool {
        let basename = path.split(separator: "/").last.map(String.init) ?? path
        return examples > 0
            || (records == 0 && LogdirFile.content(ofFileNamed: basename) == .records)
    }
}
