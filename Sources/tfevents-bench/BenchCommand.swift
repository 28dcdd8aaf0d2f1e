import ArgumentParser

/// Measures what the project promises, beside the machine's limit and beside its peers.
@main
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tfevents-bench",
        abstract: "Measure scanning and writing beside the machine's limit, in one run.",
        subcommands: [ScanBench.self, WriteBench.self],
        defaultSubcommand: ScanBench.self
    )
}
