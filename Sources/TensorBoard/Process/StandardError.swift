internal import SystemPackage

/// Where warnings go that nobody asked for.
enum StandardError {
    static func print(_ text: String) {
        // There is no one left to tell of a failure.
        _ = try? FileDescriptor.standardError.writeAll("TensorBoard: \(text)\n".utf8)
    }
}
