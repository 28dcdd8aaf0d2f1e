import ArgumentParser
import Platform

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
        version: Version.text,
        subcommands: [ScanCommand.self, ExplainCommand.self, MergeReportsCommand.self]
    )

    /// Runs the command that the arguments name.
    static func main() {
        guard !CompletionScript.isRequested(by: CommandLine.arguments) else {
            print(CompletionScript.bash(completionScript(for: .bash)))
            return
        }
        let arguments = Array(CommandLine.arguments.dropFirst())
        if let complaint = UsageAdvice.complaint(on: arguments, commands: commandNames) {
            StandardError.print("tfevents: \(complaint)")
            exit(withError: ExitCode.validationFailure)
        }
        do {
            var command = try parseAsRoot(arguments)
            try command.run()
        } catch {
            end(error)
        }
    }

    private static var commandNames: [String] {
        configuration.subcommands.compactMap { $0.configuration.commandName }
    }

    private static func end(_ error: any Error) -> Never {
        guard exitCode(for: error) == .validationFailure, !(error is ExitCode) else {
            exit(withError: error)
        }
        StandardError.write(UsageAdvice.text(fullMessage(for: error)) + "\n")
        exit(withError: ExitCode.validationFailure)
    }
}
