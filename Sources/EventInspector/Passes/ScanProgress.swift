/// Is told how far a scan has come.
public protocol ScanProgress: AnyObject, Sendable {
    /// There are as many bytes to read, as far as it can be told; called once, at the start.
    func expect(byteCount: Int)
    /// More bytes were read; called from any thread.
    func advance(by byteCount: Int)
}
