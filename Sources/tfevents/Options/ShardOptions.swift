import ArgumentParser
import EventInspector
internal import Logdirs

/// The options that divide a scan among processes.
struct ShardOptions: ParsableArguments {
    /// A shard as `I/N`.
    struct Number: ExpressibleByArgument {
        let number: Int
        let count: Int

        init?(argument: String) {
            let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map {
                Int($0)
            }
            guard parts.count == 2, let number = parts[0], let count = parts[1],
                Shard(number: number, of: count) != nil
            else { return nil }
            self.number = number
            self.count = count
        }
    }

    /// How to divide; the library's words.
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
            "Look only at the I-th of N parts of the runs; merge-reports joins the reports.",
            valueName: "I/N"
        )
    )
    var shard: Number?

    @Option(
        help: ArgumentHelp(
            """
            Divide the runs by their bytes, evenly, or by their names, also while some are being \
            written.
            """,
            valueName: "rule"
        )
    )
    var shardBy = Rule.bytes

    /// The shard that was asked for.
    var value: Shard? { shard.flatMap { Shard(number: $0.number, of: $0.count, by: shardBy.rule) } }

    func validate(paths: [String], isFollowing: Bool) throws {
        guard shard != nil else { return }
        if isFollowing { throw ValidationError("--follow does not take --shard") }
        if paths.contains("-") {
            throw ValidationError("standard input cannot be divided; --shard needs paths")
        }
    }
}
