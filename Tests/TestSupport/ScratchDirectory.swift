internal import Foundation
package import SystemPackage

/// A directory of a test's own, gone with all that is in it when the test is.
package final class ScratchDirectory: Sendable {
    package let path: FilePath

    package init() throws {
        // One of TensorBoard's loaders takes a directory for an event file by its name.
        path = ScratchFile.unusedPath("scratch-test")
        try FileManager.default.createDirectory(
            atPath: path.string,
            withIntermediateDirectories: false
        )
    }

    /// Makes a directory with these files, each named by its path below it.
    package convenience init(_ files: [String: [UInt8]]) throws {
        try self.init()
        for (name, bytes) in files { try write(bytes, to: name) }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path.string)
    }

    /// The path of something below the directory.
    package func path(_ name: String) -> FilePath { path.pushing(FilePath(name)) }

    /// Makes a file, or replaces what it holds, with the directories it lies in.
    package func write(_ bytes: [UInt8], to name: String) throws {
        let file = path(name)
        try FileManager.default.createDirectory(
            atPath: file.removingLastComponent().string,
            withIntermediateDirectories: true
        )
        try open(file, [.create, .truncate]) { _ = try $0.writeAll(bytes) }
    }

    /// Adds to the end of a file.
    package func append(_ bytes: [UInt8], to name: String) throws {
        try open(path(name), [.append]) { _ = try $0.writeAll(bytes) }
    }

    /// Writes over a part of a file.
    package func write(_ bytes: [UInt8], to name: String, at offset: Int) throws {
        try open(path(name), []) {
            _ = try $0.writeAll(toAbsoluteOffset: Int64(offset), bytes)
        }
    }

    /// Makes a symbolic link that says `target`, whether or not anything is there.
    package func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: path(name).string,
            withDestinationPath: target
        )
    }

    package func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: path(name).string)
    }

    /// Renames a file over another one, as `mv` and rsync do.
    package func rename(_ name: String, to other: String) throws {
        let status = path(name).withPlatformString { old in
            path(other).withPlatformString { Foundation.rename(old, $0) }
        }
        guard status == 0 else { throw Errno(rawValue: errno) }
    }

    private func open(
        _ file: FilePath,
        _ options: FileDescriptor.OpenOptions,
        _ body: (FileDescriptor) throws -> Void
    ) throws {
        let descriptor = try FileDescriptor.open(
            file,
            .writeOnly,
            options: options,
            permissions: [.ownerReadWrite]
        )
        try descriptor.closeAfter { try body(descriptor) }
    }
}
