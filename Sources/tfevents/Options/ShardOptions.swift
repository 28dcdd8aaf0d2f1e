import ArgumentParser
import EventInspector
internal import Logdirs

/// The options that divide a scan among processes.
struct ShardOptions: ParsableArguments {
    /// A shard, written `I/N`.
    struct Number {
        let number: Int
        let count: Int

        /// Reads a shard.
        ///
        /// - Throws: `ValidationError` that says what is wrong.
        init(text: String) throws {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false).map {
                Int($0)
            }
            guard parts.count == 2, let number = parts[0], let count = parts[1],
                Shard(number: number, of: count) != nil
            else {
                throw ValidationError(
                    "give I/N in whole numbers, with I from 1 to N"
                )
            }
            self.number = number
            self.count = count
        }
    }

    /// How runs are divided, in the library's words.
    enum Rule: String, CaseIterable, ExpressibleByArgument {
        case bytes
        case name

        var rule: Shard.Rule {
            switch self {
            case .bytes: .bytes
            case .name: .name
            }
        }
    }

    @Option(
        help: ArgumentHelp(
            "Scan only the I-th of N shards of the runs; merge-reports merges the reports.",
            valueName: "I/N"
        ),
        transform: Number.init(text:)
    )
    var shard: Number?

    @Option(
        help: ArgumentHelp(
            """
            Assign runs to shards by size (even) or by a hash of the run's name (stable while \
            files grow).
            """,
            valueName: "rule"
        )
    )
    var shardBy = Rule.bytes

    /// The requested shard.
    var value: Shard? { shard.flatMap { Shard(number: $0.number, of: $0.count, by: shardBy.rule) } }

    func validate(paths: [String], isFollowing: Bool) throws {
        guard shard != nil else { return }
        if isFollowing { throw ValidationError("--follow and --shard cannot be combined") }
        if paths.contains("-") {
            throw ValidationError("standard input cannot be divided; --shard needs paths")
        }
    }
}
