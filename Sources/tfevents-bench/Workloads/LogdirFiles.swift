import Foundation
import SystemPackage

/// The paths of a workload.
enum LogdirFiles {
    static func exists(_ path: FilePath) -> Bool {
        FileManager.default.fileExists(atPath: path.string)
    }

    static func rename(_ old: FilePath, to new: FilePath) throws {
        try FileManager.default.moveItem(atPath: old.string, toPath: new.string)
    }

    /// Removes the remains of an earlier attempt.
    static func remove(_ path: FilePath) throws {
        if exists(path) { try FileManager.default.removeItem(atPath: path.string) }
    }
}
