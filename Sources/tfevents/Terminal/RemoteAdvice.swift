internal import Logdirs
internal import TextOutput

/// How to read what is not on this machine.
enum RemoteAdvice {
    /// The command that reads an address, in a sentence; nil if the path is not an address, or its
    /// scheme is not known.
    static func text(for path: String) -> String? {
        guard let remote = RemotePath(path) else { return nil }
        let word = ShellText.quoted(EscapedText.terminal(path))
        let pipe: String
        switch remote.scheme {
        case "s3", "s3a", "s3n": pipe = "aws s3 cp \(word) -"
        case "gs": pipe = "gcloud storage cat \(word)"
        case "hdfs", "viewfs": pipe = "hdfs dfs -cat \(word)"
        case "http", "https", "ftp": pipe = "curl -sSL \(word)"
        case "az", "abfs", "abfss", "wasb", "wasbs": pipe = "azcopy cp \(word) --from-to BlobPipe"
        default: return nil
        }
        return ", such as: \(pipe) | tfevents scan -"
    }
}
