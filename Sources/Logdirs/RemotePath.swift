/// An address of something that is not a file of this machine, such as `s3://bucket/run`.
public struct RemotePath: Hashable, Sendable {
    /// The address as it was given.
    public let text: String
    /// What comes before `://`, in lower case.
    public let scheme: String

    /// Takes apart an address; nil if a path has no scheme.
    public init?(_ path: String) {
        guard let colon = path.firstIndex(of: ":"), path[colon...].hasPrefix("://") else {
            return nil
        }
        let scheme = path[..<colon]
        guard let first = scheme.first, first.isASCII, first.isLetter,
            scheme.utf8.allSatisfy({
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || "+.-".utf8.contains($0)
            })
        else { return nil }
        text = path
        self.scheme = scheme.lowercased()
    }
}
