internal import NonFiniteNumbers
internal import TensorBoardEvents

/// Takes the values of a file, in file order.
protocol SeriesVisitor {
    /// Takes a new tag, whose index is the number of tags before it.
    ///
    /// - Parameters:
    ///   - tag: The tag.
    ///   - plugin: The name of its plugin; `nil` without metadata.
    ///   - dtype: The type of the first value's elements, where it is known.
    mutating func addTag(_ tag: SeriesTag, plugin: String?, dtype: DataType?)

    /// Takes a number of a tag of scalars.
    mutating func take(_ number: Double, at place: ValuePlace, tag: Int)

    /// Takes any other value.
    ///
    /// - Parameters:
    ///   - content: The content; `nil` for one that is too large for memory.
    ///   - role: The meaning that the tag's plugin gives its tensors.
    ///   - place: Where the value is.
    ///   - tag: The tag's number.
    mutating func take(
        _ content: ValueView.Content?,
        role: PluginRole,
        at place: ValuePlace,
        tag: Int
    )

    /// Takes the event with which a writer starts or resumes.
    mutating func noteStart(at place: ValuePlace)

    /// Ends a part of the file, before whoever reads it takes what the visitor has.
    mutating func endPart()
}

extension SeriesVisitor {
    mutating func noteStart(at place: ValuePlace) {}

    mutating func endPart() {}
}
