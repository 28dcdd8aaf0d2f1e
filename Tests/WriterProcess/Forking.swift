import Platform
import SystemPackage

/// Runs `body` in a child process, which then ends without cleaning up.
///
/// Swift hides `fork`, for good reasons; programs that call C or Python do it all the same.
func forked(_ body: () throws -> Void) throws -> pid_t {
    guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "fork") else { throw Errno.notSupported }
    let fork = unsafeBitCast(symbol, to: (@convention(c) () -> pid_t).self)
    let child = fork()
    guard child == 0 else { return child }
    do {
        try body()
        _exit(0)
    } catch {
        print(error, to: &standardError)
        _exit(1)
    }
}

/// Waits for a child process, which must end well.
func wait(for child: pid_t) throws {
    var status: CInt = 0
    guard waitpid(child, &status, 0) == child, status == 0 else { throw Errno.childProcessDied }
}

extension Errno {
    fileprivate static var childProcessDied: Errno { .noChildProcess }
}

/// A thread of the operating system.
final class Thread {
    private let thread: pthread_t

    init(_ body: @escaping @Sendable () -> Void) {
        let box = Unmanaged.passRetained(Body(body)).toOpaque()
        #if canImport(Darwin)
        var thread: pthread_t?
        pthread_create(&thread, nil, runBody, box)
        self.thread = thread.unsafelyUnwrapped
        #else
        var thread = pthread_t()
        pthread_create(&thread, nil, runBody, box)
        self.thread = thread
        #endif
    }

    func join() { pthread_join(thread, nil) }
}

private final class Body: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }
}

#if canImport(Darwin)
private func runBody(_ box: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Body>.fromOpaque(box).takeRetainedValue().body()
    return nil
}
#else
private func runBody(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let box { Unmanaged<Body>.fromOpaque(box).takeRetainedValue().body() }
    return nil
}
#endif

/// Where errors are printed.
struct StandardErrorStream: TextOutputStream {
    mutating func write(_ text: String) {
        _ = try? FileDescriptor.standardError.writeAll(text.utf8)
    }
}

nonisolated(unsafe) var standardError = StandardErrorStream()
