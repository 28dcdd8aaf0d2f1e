import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

enum FileRemoval {
    static func remove(_ path: FilePath) throws {
        guard unlink(path.string) == 0 else { throw Errno(rawValue: errno) }
    }
}
