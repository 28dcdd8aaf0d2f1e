/// The names of dataset files; no other code knows their format.
package enum DatasetFileName {
    /// Whether a file of this name is treated as a dataset.
    ///
    /// The name ends in `.tfrecord`, `.tfrecords` or `.tfrec`, or in that followed by
    /// `-00000-of-00010`, as Apache Beam names the parts of a dataset. `.gz` may follow, and TFX
    /// writes `_` instead of the dot.
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

    /// Removes the number that distinguishes the parts of a dataset: `-00003-of-00010`.
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
