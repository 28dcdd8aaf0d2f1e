import ArgumentParser

/// The command line tool.
@main
struct TFEventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tfevents",
        abstract: "Find every NaN and infinity in TensorBoard event files, and the cause.",
        version: "0.1.0",
        subcommands: [ScanCommand.self, ExplainCommand.self, MergeReportsCommand.self]
    )

    static func main() {
        if CompletionScript.isRequested(by: CommandLine.arguments) {
            print(CompletionScript.bash(completionScript(for: .bash)))
        } else {
            main(nil)
        }
    }
}
