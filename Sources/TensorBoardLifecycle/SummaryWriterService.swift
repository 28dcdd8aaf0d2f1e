#if ServiceLifecycle
public import ServiceLifecycle
public import TensorBoard

/// A service that closes a writer when a program shuts down, for example at SIGTERM.
///
/// A group ends its services from the last to the first: put this one before those that log. Their
/// last values are then in the file when the program ends.
///
/// ```swift
/// let writer = try SummaryWriter(logdir: "runs/served")
/// let group = ServiceGroup(
///     configuration: .init(
///         services: [
///             .init(service: SummaryWriterService(writer)),
///             .init(
///                 service: training,
///                 successTerminationBehavior: .gracefullyShutdownGroup
///             ),
///         ],
///         gracefulShutdownSignals: [.sigterm, .sigint],
///         logger: logger
///     )
/// )
/// try await group.run()
/// ```
///
/// A session of hyperparameters ends as a success at a graceful shutdown, and as a failure when the
/// service is canceled, as it is when another service of the group throws.
public struct SummaryWriterService: Service {
    private let writer: SummaryWriter

    /// Creates a service for a writer, and for the runs below it, which end together.
    public init(_ writer: SummaryWriter) {
        self.writer = writer
    }

    /// Waits for the shutdown or the cancellation, then writes everything and closes the file.
    ///
    /// - Throws: `WriterError` when something was lost, with the number of values.
    public func run() async throws {
        do {
            try await gracefulShutdown()
        } catch {
            try await writer.closeAsFailure()
            throw error
        }
        try await writer.close()
    }
}
#endif
