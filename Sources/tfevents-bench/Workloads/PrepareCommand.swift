import ArgumentParser
import SystemPackage

/// Makes a file with a given number of events, for scripts.
struct PrepareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare",
        abstract: "Write an event file with a given number of events."
    )

    @Option(help: "The directory of the file, which is created.")
    var directory: String

    @Option(help: "The number of events.")
    var events: Int

    @Argument(help: "Their content: a workload that is a single file.")
    var workload: Workload

    func run() throws {
        guard let content = workload.events else {
            throw ValidationError("\(workload.rawValue) is not a single file of events")
        }
        try content.of(events).write(to: FilePath(directory))
    }
}
