extension SummaryWriter {
    /// Options of a writer.
    public typealias Options = WriterOptions

    /// What happens to values when the queue is full.
    public typealias QueuePolicy = WriterQueuePolicy
}
