public import TensorBoard

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension SummaryWriter {
    /// Creates a new event file in a directory, which is created if it does not exist.
    ///
    /// ```swift
    /// let writer = try SummaryWriter(logdir: URL.documentsDirectory.appending(path: "runs/1"))
    /// ```
    ///
    /// - Parameters:
    ///   - logdir: The directory of the run, a URL of a file on this machine.
    ///   - purgeStep: On resuming a run, the step starting at which the points of its older files
    ///     no longer count.
    ///   - options: The writer's options.
    /// - Throws: `WriterError` when the file cannot be created; with the code
    ///   `remote` when the URL is not that of a local file.
    public convenience init(
        logdir: URL,
        purgeStep: Int? = nil,
        options: Options = Options()
    ) throws(WriterError) {
        try self.init(logdir: logdir.localPath(), purgeStep: purgeStep, options: options)
    }

    /// Calls `body` with a writer, and writes everything when it ends, in whatever way.
    ///
    /// - Parameters:
    ///   - logdir: The directory of the run, a URL of a file on this machine.
    ///   - purgeStep: On resuming, the step starting at which older files no longer count.
    ///   - options: The writer's options.
    ///   - body: A function that logs.
    /// - Returns: The result of `body`.
    /// - Throws: The error of `body`; else `WriterError` when something was lost.
    public static func withWriter<Result>(
        logdir: URL,
        purgeStep: Int? = nil,
        options: Options = Options(),
        _ body: (SummaryWriter) throws -> Result
    ) throws -> Result {
        let path = try logdir.localPath()
        return try withWriter(logdir: path, purgeStep: purgeStep, options: options, body)
    }

    /// Calls `body` with a writer, and writes everything when it ends, in whatever way.
    ///
    /// `body` runs where the caller does: on the main actor, in an actor, or in none.
    ///
    /// - Parameters:
    ///   - logdir: The directory of the run, a URL of a file on this machine.
    ///   - purgeStep: On resuming, the step starting at which older files no longer count.
    ///   - options: The writer's options.
    ///   - isolation: The actor that `body` runs on; by default the caller's.
    ///   - body: A function that logs.
    /// - Returns: The result of `body`.
    /// - Throws: The error of `body`; else `WriterError` when something was lost.
    public static func withWriter<Result>(
        logdir: URL,
        purgeStep: Int? = nil,
        options: Options = Options(),
        isolation: isolated (any Actor)? = #isolation,
        _ body: (SummaryWriter) async throws -> Result
    ) async throws -> Result {
        let path = try logdir.localPath()
        return try await withWriter(
            logdir: path,
            purgeStep: purgeStep,
            options: options,
            isolation: isolation,
            body
        )
    }

    /// The run's directory as a URL.
    public var directoryURL: URL {
        URL(filePath: directory.string, directoryHint: .isDirectory)
    }
}

extension URL {
    /// The path of a local file.
    fileprivate func localPath() throws(WriterError) -> String {
        let host = host(percentEncoded: false) ?? ""
        guard isFileURL, host.isEmpty || host == "localhost" else {
            // The path of the error is where the URL is told.
            throw WriterError(code: .remote, path: FilePath(absoluteString))
        }
        return path(percentEncoded: false)
    }
}
