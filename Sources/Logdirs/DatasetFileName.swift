/// The names of dataset files; no other code knows their format.
package enum DatasetFileName {
    /// Whether a file of this name is treated as a dataset.
    ///
    /// The name ends in `.tfrecord`, `.tfrecords`, `.tfrec`, `.tfr`, `.record` or `.records`, or in
    /// that followed by `-00000-of-00010`, as Apache Beam names the parts of a dataset. The parts
    /// of ImageNet and many others have that number alone. `.gz`, `.gzip` or `.zlib` may follow,
    /// and TFX writes `_` instead of the first dot.
    package static func isDataset(_ basename: String) -> Bool {
        var name = basename.utf8[...]
        for ending in compressedEndings where drop(ending, from: &name) { break }
        let isShard = dropShard(from: &name)
        for ending in certainEndings where drop(ending, from: &name) {
            return name.isEmpty || separators.contains(name[name.index(before: name.endIndex)])
        }
        for ending in otherEndings where drop(ending, from: &name) { return !name.isEmpty }
        return isShard && !name.isEmpty && !hasExtension(name)
    }

    /// Whether the name also fits files of other kinds, so that only a record in it proves that the
    /// file is a dataset.
    package static func isAmbiguous(_ basename: String) -> Bool {
        isDataset(basename)
            && !basename.utf8.lazy.split(whereSeparator: separators.contains)
                .contains { part in certainEndings.contains { part.elementsEqual($0.utf8) } }
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
    ///
    /// - Returns: Whether there was one.
    private static func dropShard(from name: inout Substring.UTF8View) -> Bool {
        var rest = name
        guard dropDigits(from: &rest), drop("-of-", from: &rest), dropDigits(from: &rest),
            drop("-", from: &rest)
        else { return false }
        name = rest
        return true
    }

    private static func dropDigits(from name: inout Substring.UTF8View) -> Bool {
        let count = name.count
        while let last = name.last, digits.contains(last) { name.removeLast() }
        return name.count < count
    }

    /// Whether a name has an extension such as `.data` or `.csv`.
    ///
    /// The parts of a checkpoint and of other kinds of files are numbered alike. A version such as
    /// `.1` is not an extension.
    private static func hasExtension(_ name: Substring.UTF8View) -> Bool {
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return false }
        return name[name.index(after: dot)...].contains { !digits.contains($0) }
    }

    private static let compressedEndings = [".gz", ".gzip", ".zlib"]
    private static let certainEndings = ["tfrecords", "tfrecord", "tfrec", "tfr"]
    private static let otherEndings = [".records", ".record"]
    private static let separators = Array("._-".utf8)
    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
}
