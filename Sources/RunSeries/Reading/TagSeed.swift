internal import Logdirs
internal import NonFiniteNumbers

/// What the beginning of a file says of its tags, for the readers of its other parts.
///
/// Most writers state a tag's metadata with its first value only.
final class TagSeed: Sendable {
    /// What is known of a tag.
    struct Known: Sendable {
        var kind: SeriesKind
        var role: PluginRole
        var plugin: String?
    }

    private let known: [[UInt8]: Known]

    init(_ tags: TagTable<SeriesTag>, plugin: (Int) -> String?) {
        var known: [[UInt8]: Known] = [:]
        for index in 0..<min(tags.count, Self.limit) {
            known[Array(tags.name(of: index))] = Known(
                kind: tags[index].kind,
                role: tags[index].role,
                plugin: plugin(index)
            )
        }
        self.known = known
    }

    subscript(name: UnsafeRawBufferPointer) -> Known? { known[Array(name)] }

    private static let limit = 100_000
}
