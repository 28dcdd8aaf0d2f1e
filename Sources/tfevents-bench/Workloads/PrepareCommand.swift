import ArgumentParser
import SystemPackage

/// Makes a file of a number of events, for a script to look at.
struct PrepareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare",
        abstract: "Write an event file of so many events, and nothing else."
    )

    @Option(help: "The directory to make it in.")
    var directory: String

    @Option(help: "How many events to write.")
    var events: Int

    @Argument(help: "What they hold; one of the workloads that are a single file.")
    var workload: Workload

    func run() throws {
        guard let content = workload.events else {
            throw ValidationError("\(workload.rawValue) is not a single file of events")
        }
        try content.of(events).write(to: FilePath(directory))
    }
}
