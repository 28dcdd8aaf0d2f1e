package import Foundation

/// The programs that the package manager puts beside the tests.
package enum BuiltProduct {
    /// Where the program of that name is.
    package static func url(_ name: String) -> URL? {
        #if os(Linux)
        let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let directory = tests.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
        #else
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
        let directory = bundle?.bundleURL.deletingLastPathComponent()
        #endif
        return directory?.appendingPathComponent(name)
    }
}
