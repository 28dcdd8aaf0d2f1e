extension SummaryWriter {
    /// Calls `body` with a writer, and writes everything when it ends, in whatever way.
    ///
    /// A session of hyperparameters ends as a success when `body` returns, and as a failure when it
    /// throws.
    ///
    /// ```swift
    /// try SummaryWriter.withWriter(logdir: "runs/1") { writer in
    ///     writer.addScalar("loss", 0.5, step: 1)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - logdir: The directory of the run.
    ///   - purgeStep: On resuming, the step starting at which older files no longer count.
    ///   - options: The writer's options.
    ///   - body: A function that logs.
    /// - Returns: The result of `body`.
    /// - Throws: The error of `body`; else ``WriterError`` when something was lost.
    public static func withWriter<Result>(
        logdir: String,
        purgeStep: Int? = nil,
        options: Options = Options(),
        _ body: (SummaryWriter) throws -> Result
    ) throws -> Result {
        let writer = try SummaryWriter(logdir: logdir, purgeStep: purgeStep, options: options)
        do {
            let result = try body(writer)
            try writer.close()
            return result
        } catch {
            // `onError` was called with what failed; the caller's own error is the one to throw.
            _ = try? writer.close(.failure)
            throw error
        }
    }

    /// Calls `body` with a writer, and writes everything when it ends, in whatever way.
    ///
    /// `body` runs where the caller does: on the main actor, in an actor, or in none.
    ///
    /// ```swift
    /// @MainActor final class Training {
    ///     var step = 0
    ///     func run() async throws {
    ///         try await SummaryWriter.withWriter(logdir: "runs/1") { writer in
    ///             step += 1
    ///             await Task.yield()
    ///             writer.addScalar("loss", 0.5, step: step)
    ///         }
    ///     }
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - logdir: The directory of the run.
    ///   - purgeStep: On resuming, the step starting at which older files no longer count.
    ///   - options: The writer's options.
    ///   - isolation: The actor that `body` runs on; by default the caller's.
    ///   - body: A function that logs.
    /// - Returns: The result of `body`.
    /// - Throws: The error of `body`; else ``WriterError`` when something was lost.
    public static func withWriter<Result>(
        logdir: String,
        purgeStep: Int? = nil,
        options: Options = Options(),
        isolation: isolated (any Actor)? = #isolation,
        _ body: (SummaryWriter) async throws -> Result
    ) async throws -> Result {
        let writer = try SummaryWriter(logdir: logdir, purgeStep: purgeStep, options: options)
        do {
            let result = try await body(writer)
            try await writer.close()
            return result
        } catch {
            _ = try? await writer.close(.failure)
            throw error
        }
    }
}
