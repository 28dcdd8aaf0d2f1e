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
        subcommands: [
            ScanCommand.self, ExplainCommand.self, ListCommand.self, StatisticsCommand.self,
            ExportCommand.self, PlotCommand.self, MergeReportsCommand.self,
        ]
    )

    /// Runs the command that the arguments name.
    static func main() {
        if let shell = CompletionScript.shell(requestedBy: CommandLine.arguments) {
            let script = completionScript(for: shell)
            print(CompletionScript.text(script, for: shell, commands: commandNames))
            return
        }
        let arguments = ShortOptions.split(Array(CommandLine.arguments.dropFirst()))
        if let complaint = UsageAdvice.complaint(on: arguments, commands: commandNames) {
            StandardError.print("tfevents: \(complaint)")
            exit(withError: ExitCode.validationFailure)
        }
        var command: any ParsableCommand
        do {
            command = try parseAsRoot(arguments)
        } catch {
            end(error, arguments)
        }
        do {
            try command.run()
        } catch let error as ValidationError {
            // The command line was understood: its usage would not help.
            StandardError.print("tfevents: \(error.message)")
            exit(withError: ExitCode.validationFailure)
        } catch {
            end(error, arguments)
        }
    }

    private static var commandNames: [String] {
        configuration.subcommands.compactMap { $0.configuration.commandName }
    }

    /// The long options of each command.
    private static var commandOptions: [UsageAdvice.CommandOptions] {
        configuration.subcommands.compactMap { command in
            command.configuration.commandName.map {
                UsageAdvice.CommandOptions(command: $0, help: command.helpMessage(columns: 1_000))
            }
        }
    }

    private static func end(_ error: any Error, _ arguments: [String]) -> Never {
        guard exitCode(for: error) == .validationFailure, !(error is ExitCode) else {
            exit(withError: error)
        }
        StandardError.write(
            UsageAdvice.text(fullMessage(for: error), arguments.first, commandOptions) + "\n"
        )
        exit(withError: ExitCode.validationFailure)
    }
}
