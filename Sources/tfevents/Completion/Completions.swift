import ArgumentParser

/// What a shell offers for the values that depend on the logdirs on the command line.
enum Completions {
    /// The tags of the logdirs.
    static let tags = CompletionKind.custom { words, index, _ in
        names(words, index, \.tags)
    }

    /// The runs of the logdirs.
    static let runs = CompletionKind.custom { words, index, _ in
        names(words, index, \.runs)
    }

    /// The tags of the logdirs with each kind that `--allow` takes.
    static let allowances = CompletionKind.custom { words, index, _ in
        names(words, index, \.tags).flatMap { tag in
            ["any", "nan", "inf", "+inf", "-inf"].map { "\(tag)=\($0)" }
        }
    }

    private static func names(
        _ words: [String],
        _ index: Int,
        _ names: KeyPath<LogdirNames, Set<String>>
    ) -> [String] {
        let paths = TypedPaths.paths(in: words, except: index)
        let found = LogdirNames(paths, includingTags: names == \.tags)
        return found[keyPath: names].filter(PlainName.isPlain).sorted().map(literal)
    }

    /// A candidate that the shell takes as it is.
    private static func literal(_ name: String) -> String {
        guard CompletionShell.requesting == .zsh else { return name }
        // zsh takes what follows a colon for a description.
        return name.split(separator: ":", omittingEmptySubsequences: false).joined(separator: "\\:")
    }
}
