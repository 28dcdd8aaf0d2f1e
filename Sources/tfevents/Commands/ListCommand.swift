import ArgumentParser
import EventInspector
import RunSeries

/// `tfevents ls`.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ls",
        abstract: "List runs and tags: kinds, points, steps, last values, sizes.",
        discussion: """
            A tag's last value is the last one in file order. Not finite is the number of its values \
            that are NaN or infinite, or hold such numbers.

            Exit status: 0 everything was listed; 2 part of the input could not be read; 64 bad \
            usage; 65 a path leads to a file that is something else; 66 no such input, or a \
            selection that matched nothing; 74 the list could not be written.
            """
    )

    @OptionGroup
    var outline: OutlineOptions

    @Flag(name: .shortAndLong, help: "Show plugins, types, sizes and times as well.")
    var long = false

    @Flag(help: "Show the tags as a tree, by the slashes in their names.")
    var tree = false

    func validate() throws {
        if tree, outline.sort != .name {
            throw ValidationError("a tree is sorted by name; leave out --sort or --tree")
        }
    }

    func run() throws {
        try outline.print { list in
            var format = OutlineText(
                isColored: outline.output.isColored,
                width: outline.output.all ? nil : outline.output.width
            )
            format.order = outline.sort
            format.isLong = long
            format.isTree = tree
            return format.text(of: list)
        }
    }
}
