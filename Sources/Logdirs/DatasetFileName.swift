/// What the names of record files tell that hold a dataset; the only place that knows.
package enum DatasetFileName {
    /// Whether a file of this name is taken for a dataset.
    ///
    /// It is one that ends in `.tfrecord`, `.tfrecords` or `.tfrec`, or as Apache Beam names the
    /// parts of one: with `-00000-of-00010` behind that. `.gz` may follow, and TFX writes `_` for
    /// the dot.
    package static func isDataset(_ basename: String) -> Bool {
        var name = basename.utf8[...]
        drop(".gz", from: &name)
        dropShard(from: &name)
        for ending in ["tfrecords", "tfrecord", "tfrec"] where drop(ending, from: &name) {
            return name.isEmpty || separators.contains(name[name.index(before: name.endIndex)])
        }
        return false
    }

    @discardableResult
    private static func drop(_ ending: String, from name: inout Substring.UTF8View) -> Bool {
        guard name.count >= ending.utf8.count,
            name.suffix(ending.utf8.count).elementsEqual(ending.utf8)
        else { return false }
        name.removeLast(ending.utf8.count)
        return true
    }

    /// Drops what tells one of several files from the others: `-00003-of-00010`.
    private static func dropShard(from name: inout Substring.UTF8View) {
        var rest = name
        guard dropDigits(from: &rest), drop("-of-", from: &rest), dropDigits(from: &rest),
            drop("-", from: &rest)
        else { return }
        name = rest
    }

    private static func dropDigits(from name: inout Substring.UTF8View) -> Bool {
        let count = name.count
        while let last = name.last, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(last) {
            name.removeLast()
        }
        return name.count < count
    }

    private static let separators = Array("._-".utf8)
}
