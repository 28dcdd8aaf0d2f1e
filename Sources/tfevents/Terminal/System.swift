@preconcurrency import Platform
import SystemPackage
import TFRecord

/// The tool's access to the operating system; nothing else reads the environment.
enum System {
    static let standardOutput = STDOUT_FILENO
    static let standardError = STDERR_FILENO

    /// `EX_DATAERR` of sysexits: the input is not valid.
    static let badData: Int32 = 65

    /// `EX_NOINPUT` of sysexits: a named file cannot be read.
    static let noInput: Int32 = 66

    /// `EX_IOERR` of sysexits: the report cannot be written.
    static let outputFailed: Int32 = 74

    /// The error's text, followed by advice where there is any.
    static func explanation(of error: any Error) -> String {
        let advice = (error as? Errno)?.advice
        return "\(error)" + (advice.map { "; \($0)" } ?? "")
    }

    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    static func environment(_ name: String, default value: String) -> String {
        getenv(name).map { String(cString: $0) } ?? value
    }

    /// The width for text on standard output: that of its terminal, or what `COLUMNS` says; nil, for
    /// no limit, where the text goes into a pipe or a file.
    static var textWidth: Int? {
        if let columns = Int(environment("COLUMNS", default: "")), columns > 0 { return columns }
        return isTerminal(standardOutput) ? columns(of: standardOutput) : nil
    }

    /// The width of a descriptor's terminal; 80 where it is not known.
    static func columns(of descriptor: Int32) -> Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// The height of a descriptor's terminal; 24 where it is not known.
    static func lines(of descriptor: Int32) -> Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return 24 }
        return Int(size.ws_row)
    }

    /// Whether text may hold more than ASCII, as the locale says; yes where it says nothing.
    static var takesUnicode: Bool {
        let names = ["LC_ALL", "LC_CTYPE", "LANG"].map { environment($0, default: "") }
        guard let name = names.first(where: { !$0.isEmpty })?.uppercased() else { return true }
        return name.contains("UTF") || (name != "C" && name != "POSIX" && !name.contains("."))
    }

    /// Whether there is anything at a path.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// A path that begins at the root.
    static func absolutePath(_ path: String) -> FilePath {
        let path = FilePath(path)
        guard path.isRelative, let directory = getcwd(nil, 0) else {
            return path.lexicallyNormalized()
        }
        defer { free(directory) }
        return FilePath(String(cString: directory)).pushing(path).lexicallyNormalized()
    }

    /// Sleeps, until a signal arrives at the latest.
    static func sleep(seconds: Double) {
        var time = timespec()
        time.tv_sec = Int(seconds)
        time.tv_nsec = Int((seconds - Double(Int(seconds))) * 1e9)
        nanosleep(&time, nil)
    }

    /// The outcome of a command.
    enum ShellOutcome {
        /// It ended, with an exit status as a shell reports it.
        case ended(Int32)
        /// It ran, but its exit status could not be read.
        case lost(Errno)
        /// It never ran.
        case notStarted(Errno)
    }

    /// Runs a command in `/bin/sh` with additional environment variables, and waits for it.
    static func runShell(_ command: String, environment: [String: String]) -> ShellOutcome {
        for (name, value) in environment { setenv(name, value, 1) }
        let words: [String] = ["sh", "-c", command]
        var arguments = words.map { (word: String) in strdup(word) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        let error = posix_spawn(&process, "/bin/sh", nil, nil, arguments, environ)
        guard error == 0 else { return .notStarted(Errno(rawValue: error)) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return .lost(Errno(rawValue: errno)) }
        }
        let signal = status & 0x7f
        return .ended(signal == 0 ? status >> 8 & 0xff : 128 + signal)
    }
}
