package import SystemPackage
internal import TFRecord
internal import TensorBoardEvents
internal import TextOutput

/// A directory or file in a logdir.
///
/// Its path is stored as the bytes that the system expects: most entries of a logdir are skipped,
/// and a `FilePath` for each would cost more than listing the directory.
package struct LogdirPlace {
    /// The path, terminated by a NUL.
    package let path: [CInterop.PlatformChar]
    /// The path relative to the logdir, escaped for display; empty for the logdir itself.
    package let name: String
    /// The same for its directory.
    package let directory: String
    package let basename: String

    /// Creates the logdir itself.
    package init(_ logdir: FilePath) {
        path = logdir.withPlatformString {
            Array(UnsafeBufferPointer(start: $0, count: logdir.length + 1))  // in range: in memory
        }
        (name, directory, basename) = ("", "", "")
    }

    /// Creates an entry of the directory `parent`.
    package init(_ entry: [CInterop.PlatformChar], in parent: LogdirPlace) {
        let slash = CInterop.PlatformChar(bitPattern: UInt8(ascii: "/"))
        var path = parent.path
        path.removeLast()
        path.reserveCapacity(path.count + entry.count + 2)
        if path.last != slash { path.append(slash) }
        path.append(contentsOf: entry)
        path.append(0)
        self.path = path
        directory = parent.name
        // Names that are not UTF-8 are escaped, so that two different ones cannot become one run.
        basename = entry.withUnsafeBytes { EscapedText.text($0) }
        name = directory.isEmpty ? basename : "\(directory)/\(basename)"
    }

    package init(_ component: FilePath.Component, in parent: LogdirPlace) {
        self.init(component.bytes.map { CInterop.PlatformChar(bitPattern: $0) }, in: parent)
    }

    package var filePath: FilePath { FilePath(platformString: path) }
}
