import Foundation
import SystemPackage
import TestSupport

/// A file system in memory of a test's own, as small or as closed as it wants.
///
/// Only root may mount one, and not in every container.
final class SmallDisk {
    let directory: ScratchDirectory

    init(_ options: String) throws {
        directory = try ScratchDirectory()
        guard Self.run("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.path.string) else {
            throw Errno.notPermitted
        }
    }

    deinit {
        _ = Self.run("umount", "-l", directory.path.string)
    }

    /// Whether this process may make such disks.
    static let isPossible: Bool = {
        #if os(Linux)
        geteuid() == 0 && (try? SmallDisk("size=64k")) != nil
        #else
        false
        #endif
    }()

    private static func run(_ command: String...) -> Bool {
        let process = Process()
        process.currentDirectoryURL = URL(fileURLWithPath: Fixtures.packageDirectory)
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
