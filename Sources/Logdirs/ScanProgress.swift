/// A receiver of a scan's progress.
public protocol ScanProgress: AnyObject, Sendable {
    /// Receives the expected number of bytes to read; called once, at the start.
    func expect(byteCount: Int)
    /// Receives the number of bytes just read; called from any thread.
    func advance(by byteCount: Int)
}
