extension HParamsPluginData {
    /// The bytes of each hyperparameter's value in a session's start, by those of its name.
    ///
    /// For comparisons: encoders agree on the bytes of a value, and the order is left out.
    package static func sessionValues(_ message: UnsafeRawBufferPointer) -> [[UInt8]: [UInt8]] {
        var result: [[UInt8]: [UInt8]] = [:]
        var fields = WireReader(message)
        while fields.advance() {
            guard fields.fieldNumber == FieldNumber.HParams.sessionStartInfo,
                fields.wireType == .delimited
            else { continue }
            var session = WireReader(fields.bytes)
            while session.advance() {
                guard session.fieldNumber == 1, session.wireType == .delimited else { continue }
                let (name, value) = entry(session.bytes)
                result[name] = value
            }
        }
        return result
    }

    /// The key and the value of a map's entry.
    private static func entry(_ message: UnsafeRawBufferPointer) -> ([UInt8], [UInt8]) {
        var (key, value): ([UInt8], [UInt8]) = ([], [])
        var fields = WireReader(message)
        while fields.advance() {
            guard fields.wireType == .delimited else { continue }
            if fields.fieldNumber == 1 { key = Array(fields.bytes) }
            if fields.fieldNumber == 2 { value = Array(fields.bytes) }
        }
        return (key, value)
    }
}
