internal import Logdirs
internal import TextOutput

/// What may have been meant by a path that is not there.
enum PathAdvice {
    /// The end of a sentence; nil if nothing is known, or something is there.
    static func text(for path: String) -> String? {
        if let remote = RemotePath(path) { return text(for: remote, path) }
        guard !path.isEmpty, !System.exists(path) else { return nil }
        if path == "~" || path.hasPrefix("~/") {
            return "; the shell expands ~ only where it is not quoted"
        }
        if let host = host(of: path) {
            let file = path.dropFirst(host.count + 1)
            let word = ShellText.quoted(EscapedText.terminal(String(file)))
            return
                "; a file of another machine can be piped: ssh \(EscapedText.terminal(host)) cat "
                + "\(word) | tfevents scan -"
        }
        if path.contains(where: { "*?[".contains($0) }) {
            return "; the shell leaves a pattern as it is where no file matches, or in quotes"
        }
        return nil
    }

    /// The machine in a path as `ssh` and `rsync` write it; `nil` if there is none.
    private static func host(of path: String) -> String? {
        guard let colon = path.firstIndex(of: ":") else { return nil }
        let host = path[..<colon]
        let rest = path[path.index(after: colon)...]
        let isName = host.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || "@._-".contains($0))
        }
        let hasUser = host.contains("@") && !host.hasPrefix("@") && !host.hasSuffix("@")
        guard isName, !host.isEmpty, !host.hasPrefix("-"), !rest.isEmpty,
            hasUser || rest.hasPrefix("/") || rest.hasPrefix("~")
        else { return nil }
        return String(host)
    }

    private static func text(for remote: RemotePath, _ path: String) -> String? {
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
        return ", such as: \(pipe) | tfevents scan - (after set -o pipefail, if it may fail)"
    }
}
