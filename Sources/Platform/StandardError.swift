/// Standard error, for warnings and for everything else that is not output.
package enum StandardError {
    /// Writes a line.
    package static func print(_ line: String) {
        write(line + "\n")
    }

    /// Writes text as it is; if even that fails, there is nowhere left to say so.
    package static func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Platform.write(STDERR_FILENO, rest.baseAddress, rest.count)
                if count > 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
                } else if errno != EINTR {
                    return
                }
            }
        }
    }
}
