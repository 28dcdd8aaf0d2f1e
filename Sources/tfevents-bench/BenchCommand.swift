import ArgumentParser

/// Measures the project's speed, the machine's limit and the peers.
@main
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tfevents-bench",
        abstract: "Measure scanning, writing and checking, and the machine's limit, in one run.",
        subcommands: [
            ScanBench.self, WriteBench.self, ThreadBench.self, CheckBench.self, GrowthBench.self,
            PrepareCommand.self,
            LogCommand.self, ScanProcess.self,
        ],
        defaultSubcommand: ScanBench.self
    )
}
