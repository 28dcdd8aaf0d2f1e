internal import Platform
package import SystemPackage

extension ForeignFile {
    /// Recognizes a link that leads to where git-annex would keep the file; `nil` for any other.
    ///
    /// That is what git has in place of most files of git-annex. Without the file it leads nowhere.
    package init?(link path: FilePath) {
        var target = [CInterop.PlatformChar](repeating: 0, count: Self.longestTarget)
        let count = path.withPlatformString { readlink($0, &target, target.count) }
        guard count > 0 else { return nil }
        let text = target[..<count].withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        guard text.contains("/annex/objects/") else { return nil }
        self.init(.gitAnnexPointer, statedByteCount: Self.annexByteCount(text[...]))
    }

    /// The longest path of the system.
    private static let longestTarget = 4_096
}
