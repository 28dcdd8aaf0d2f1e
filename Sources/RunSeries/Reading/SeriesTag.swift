internal import Logdirs
internal import NonFiniteNumbers

/// A tag as the reading of a file knows it.
struct SeriesTag: TagTableEntry {
    /// The tag's bytes, in the table's memory.
    let name: UnsafeRawBufferPointer
    var follower: Int32 = -1
    /// The kind of its first value.
    var kind = SeriesKind.other
    /// The meaning that its plugin gives its tensors.
    var role = PluginRole.none
    /// Whether it is read at all.
    var isSelected = true

    init(name: UnsafeRawBufferPointer) { self.name = name }

    /// Whether its values are single numbers.
    @inline(__always)
    var isScalar: Bool { kind == .scalars }
}

/// The place of a value in its run.
struct ValuePlace {
    /// The file, by its index in the run.
    var file: Int32
    /// The position of the value within its event.
    var index: Int32
    /// The offset of the event's record in the (decompressed) file.
    var offset: Int
    /// The step of the event.
    var step: Int64
    /// Seconds since 1970, UTC.
    var wallTime: Double
    /// The size of the serialized value in bytes.
    var byteCount: Int
}
