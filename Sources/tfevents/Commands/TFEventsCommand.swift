import ArgumentParser

/// The command line tool.
@main
struct TFEventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tfevents",
        abstract: "Find every NaN and infinity in TensorBoard event files, and the cause.",
        discussion: """
            With --generate-completion-script bash, zsh or fish it prints a script by which that \
            shell completes command lines.
            """,
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
