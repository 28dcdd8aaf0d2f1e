import Foundation
import SystemPackage

/// A pseudo-terminal: what a program that writes to it believes to be a screen.
final class Terminal {
    struct Failure: Error {}

    private let screen: FileDescriptor
    /// Kept open, so that what was written stays to be read.
    private let keyboard: FileDescriptor
    /// The device that a program may open.
    let path: String

    init() throws {
        screen = try FileDescriptor.open("/dev/ptmx", .readWrite, options: Self.noControl)
        guard let name = Self.name(of: screen.rawValue) else { throw Failure() }
        path = name
        keyboard = try FileDescriptor.open(FilePath(name), .readWrite, options: Self.noControl)
        _ = fcntl(screen.rawValue, F_SETFL, O_NONBLOCK)
    }

    /// The terminal is to be no one's controlling terminal.
    private static let noControl = FileDescriptor.OpenOptions(rawValue: O_NOCTTY)

    /// Unlocks the other end and names it.
    private static func name(of descriptor: Int32) -> String? {
        #if os(Linux)
        // What `grantpt` and `ptsname` of the C library do; Swift does not see those.
        var lock: Int32 = 0
        var number: UInt32 = 0
        guard ioctl(descriptor, 0x4004_5431, &lock) == 0,
            ioctl(descriptor, 0x8004_5430, &number) == 0
        else { return nil }
        return "/dev/pts/\(number)"
        #else
        guard grantpt(descriptor) == 0, unlockpt(descriptor) == 0 else { return nil }
        return ptsname(descriptor).map { String(cString: $0) }
        #endif
    }

    deinit {
        try? keyboard.close()
        try? screen.close()
    }

    /// What was written since the last look.
    func text() -> String {
        var bytes: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4_096, alignment: 1)
        defer { buffer.deallocate() }
        while let count = try? screen.read(into: buffer), count > 0 {
            bytes += buffer.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
