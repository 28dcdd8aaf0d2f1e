import Platform
import SystemPackage

enum FileRemoval {
    static func remove(_ path: FilePath) throws {
        guard unlink(path.string) == 0 else { throw Errno(rawValue: errno) }
    }
}
