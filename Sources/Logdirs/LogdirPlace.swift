package import SystemPackage
internal import TFRecord
internal import TensorBoardEvents
internal import TextOutput

/// A directory or file below a logdir.
///
/// Its path is kept as the bytes that the system takes: most of what a logdir holds is only passed
/// by, and a `FilePath` of each would cost more than the look at the disk.
package struct LogdirPlace {
    /// The path, with a zero at its end.
    package let path: [CInterop.PlatformChar]
    /// The path relative to the logdir, made fit to be shown; empty for the logdir itself.
    package let name: String
    /// The same of its directory.
    package let directory: String
    package let basename: String

    /// The logdir itself.
    package init(_ logdir: FilePath) {
        path = logdir.withPlatformString {
            Array(UnsafeBufferPointer(start: $0, count: logdir.length + 1))  // in range: in memory
        }
        (name, directory, basename) = ("", "", "")
    }

    /// Something in the directory `parent`.
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
        // Names that are not UTF-8 are escaped: two that differ must not become one run.
        basename = entry.withUnsafeBytes { EscapedText.text($0) }
        name = directory.isEmpty ? basename : "\(directory)/\(basename)"
    }

    package init(_ component: FilePath.Component, in parent: LogdirPlace) {
        self.init(component.bytes.map { CInterop.PlatformChar(bitPattern: $0) }, in: parent)
    }

    package var filePath: FilePath { FilePath(platformString: path) }
}
