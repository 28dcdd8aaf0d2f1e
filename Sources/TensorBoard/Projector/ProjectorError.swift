internal import SystemPackage

/// Why an embedding's files could not be written.
struct ProjectorError: Error, CustomStringConvertible {
    enum Code: Hashable, Sendable {
        /// The operating system took no more.
        case write
        /// The list of embeddings that is there is not in protobuf's text format.
        case unreadableConfig(offset: Int)
        /// Another process does not let go of the list of embeddings.
        case locked
    }

    var code: Code
    var path: FilePath?
    var errno: Errno?

    var description: String {
        let place = path.map { "\($0): " } ?? ""
        let cause = errno.map { ": \($0)" } ?? ""
        return switch code {
        case .write: "\(place)cannot be written\(cause)"
        case .unreadableConfig(let offset):
            "\(place)not in protobuf's text format at byte \(offset); mend it or move it away"
        case .locked: "\(place)locked by another process"
        }
    }
}

extension WriterError {
    init(_ error: ProjectorError) {
        let code: Code =
            switch error.code {
            case .write: .write
            case .unreadableConfig: .projectorConfig
            case .locked: .inUse
            }
        self.init(code: code, path: error.path ?? "projector_config.pbtxt", errno: error.errno)
    }
}
