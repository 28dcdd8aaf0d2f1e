extension SummaryWriter {
    /// How a writer goes about its work.
    public typealias Options = WriterOptions

    /// What becomes of values when the queue is full.
    public typealias QueuePolicy = WriterQueuePolicy
}
