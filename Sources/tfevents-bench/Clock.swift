import Foundation
@preconcurrency import Platform

/// Time and memory, as the operating system accounts for them.
extension Clock {
    /// The seconds that `body` takes.
    static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = uptime
        try body()
        return uptime - start
    }

    /// The peak memory of this process, in bytes.
    static var peakMemory: Int {
        #if os(Linux)
        // Not `getrusage`: it counts the parent's memory at the fork.
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return (Int(line.filter(\.isNumber)) ?? 0) * 1_024
        #else
        var usage = rusage()
        getrusage(RUSAGE_SELF, &usage)
        return usage.ru_maxrss
        #endif
    }
}
