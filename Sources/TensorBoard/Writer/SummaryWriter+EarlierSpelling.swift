extension SummaryWriter {
    /// Returns a writer for another run, `name` below this one's directory.
    @available(*, deprecated, renamed: "subrun(named:)")
    public func run(_ name: String) -> SummaryWriter { subrun(named: name) }
}
