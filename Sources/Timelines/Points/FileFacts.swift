/// The facts in the name of an event file: `events.out.tfevents.<seconds>.<host>.<pid>.<counter>`.
///
/// The order of files follows TensorFlow's `EventsWriter` and torch's `SummaryWriter`, whose names
/// contain the second at which the file was created; modification times are not used.
public struct FileFacts: Sendable, Hashable {
    /// The host on which the file was written.
    public var host: String?
    /// The process that wrote it.
    public var process: Int?
    /// The creation time in seconds since 1970, UTC.
    public var seconds: Int?
    /// The number of the file within its process.
    public var counter: Int?

    /// Creates the facts of a name; all are optional, because a file may have any name.
    public init(
        host: String? = nil,
        process: Int? = nil,
        seconds: Int? = nil,
        counter: Int? = nil
    ) {
        self.host = host
        self.process = process
        self.seconds = seconds
        self.counter = counter
    }
}

extension FileFacts {
    /// Reads the facts in the name of a file, `events.out.tfevents.<seconds>.<host>.<pid>.<counter>`.
    public init(ofFileAt path: String) {
        self.init()
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard let mark = name.end(ofFirst: "tfevents.") else { return }
        var parts = name[mark...].split(separator: ".", omittingEmptySubsequences: false)
        guard let first = parts.first, let seconds = Self.number(first) else { return }
        self.seconds = seconds
        parts.removeFirst()
        while let last = parts.last, Self.number(last) == nil, parts.count > 1, last.hasPrefix("v")
        {
            parts.removeLast()
        }
        if parts.count >= 3, let counter = Self.number(parts[parts.count - 1]),
            let process = Self.number(parts[parts.count - 2])
        {
            self.counter = counter
            self.process = process
            parts.removeLast(2)
        }
        host = parts.isEmpty ? nil : parts.joined(separator: ".")
    }

    /// The number of a part of a name; nil if it is not one, or too large.
    private static func number(_ digits: Substring) -> Int? {
        Int(digits, radix: 10)  // in range: nil where it does not fit
    }
}

extension String {
    /// The index after the first occurrence of a text.
    fileprivate func end(ofFirst text: String) -> Index? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}

/// A stretch of a file that was not read, so that its values are unknown.
public struct UnreadStretch: Sendable, Hashable {
    /// The reasons for not reading a stretch.
    public enum Reason: UInt8, Sendable, Hashable {
        /// Its bytes are damaged.
        case damage
        /// The caller chose tags, steps or files, and it was not among them.
        case selection
    }

    /// The file.
    public var file: Int
    /// The places of the stretch, excluding its end.
    public var places: Range<Int>
    /// Why it was not read.
    public var reason: Reason

    /// Creates a stretch.
    public init(file: Int, places: Range<Int>, reason: Reason) {
        self.file = file
        self.places = places
        self.reason = reason
    }
}

/// The event of a writer that starts or resumes, `SessionLog.START` of `event.proto`.
public struct SessionStart: Sendable, Hashable {
    /// The file.
    public var file: Int
    /// The event's place in its file.
    public var place: Int
    /// The event's step: TensorBoard hides what was logged before it at this step or above.
    public var step: Int64

    /// Creates a start.
    public init(file: Int, place: Int, step: Int64) {
        self.file = file
        self.place = place
        self.step = step
    }
}
