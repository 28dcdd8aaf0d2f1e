/// A file that is neither an event file nor a dataset, as its first bytes show.
public struct ForeignFile: Hashable, Sendable {
    /// What a file can be instead.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// What git has in place of a file that Git LFS keeps elsewhere.
        case gitLFSPointer = "git-lfs-pointer"
        /// What git has in place of a file that git-annex keeps elsewhere.
        case gitAnnexPointer = "git-annex-pointer"
        /// The settings of a file in a Unity project.
        case unityMeta = "unity-meta"
        /// What DVC tracks a file or a directory with.
        case dvc
        /// What macOS keeps next to a file on other file systems, `._name`.
        case appleDouble = "apple-double"
        /// An HTML page.
        case html
        /// An XML document.
        case xml
        /// A JSON document.
        case json
        /// Any other text.
        case text
        /// A zip archive.
        case zip
        /// A tar archive.
        case tar
        /// A 7-Zip archive.
        case sevenZip = "7z"
        /// A file compressed with Zstandard.
        case zstd
        /// A file compressed with xz.
        case xz
        /// A file compressed with bzip2.
        case bzip2
        /// A file compressed with LZ4.
        case lz4
        /// A log of PaddlePaddle's VisualDL, whose records have no checksums.
        case visualDL = "visualdl"
        /// Something without any record in it, whose name is not that of an event file either.
        case noRecords = "no-records"
    }

    /// What it is.
    public var kind: Kind
    /// The size in bytes of the file that it stands for, if it states one.
    public var statedByteCount: Int?

    /// Creates a description.
    public init(_ kind: Kind, statedByteCount: Int? = nil) {
        self.kind = kind
        self.statedByteCount = statedByteCount
    }

    /// How many of a file's first bytes are needed to recognize it.
    package static let beginningByteCount = 512
}
