internal import CTensorBoardProto
internal import TensorBoardEvents

/// Checks a message before libprotobuf-c reads it, for attacks that libprotobuf-c does not resist.
///
/// - It recurses as deep as messages nest, without a limit for those that contain themselves.
/// - It merges the two occurrences of a sub-message; while doing so, before 1.4.0, it looked up the
///   empty case of a `oneof` and used the missing result (`merge_messages` in protobuf-c.c).
/// - Before 1.4.1 the largest lengths overflowed (CVE-2022-48468).
enum UnpackGuard {
    /// The error in a message; `nil` if libprotobuf-c may be called.
    ///
    /// The work is linear in the number of fields, however they nest. `refusesRepeatedChoices` says
    /// whether a repeated `oneof` is an error: libprotobuf-c keeps the last and merges none, so
    /// numbers would be lost. No message has two of them.
    static func objection(
        to message: UnsafeRawBufferPointer,
        as descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
        refusesRepeatedChoices: Bool = false,
        depth: Int = 0
    ) -> EventError.Code? {
        guard depth <= maximumDepth else { return .tooDeep }
        let fields = UnsafeBufferPointer(
            start: descriptor.pointee.fields,
            count: Int(descriptor.pointee.n_fields)
        )
        var reader = WireReader(message)
        var last = fields.startIndex
        var seen: UInt64 = 0
        var choices: UInt32 = 0
        while reader.advance() {
            guard reader.wireType == .delimited || refusesRepeatedChoices else { continue }
            if !fields.indices.contains(last) || fields[last].id != reader.fieldNumber {
                guard let index = fields.firstIndex(where: { $0.id == reader.fieldNumber })
                else { continue }
                last = index
            }
            let field = fields[last]
            if refusesRepeatedChoices, field.isInOneof {
                choices += 1
                if choices > 1 { return .malformed }
            }
            guard reader.wireType == .delimited else { continue }
            guard let child = field.message else { continue }
            if field.mergesRepetitions {
                if seen & (1 << last) != 0, holdsOneof(child) { return .malformed }
                seen |= 1 << last
            }
            let found = objection(
                to: reader.bytes,
                as: child,
                refusesRepeatedChoices: refusesRepeatedChoices,
                depth: depth + 1
            )
            if let found { return found }
        }
        return reader.isMalformed ? .malformed : nil
    }

    /// Whether merging two messages of this type meets a `oneof`.
    private static func holdsOneof(
        _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
        depth: Int = 0
    ) -> Bool {
        let fields = UnsafeBufferPointer(
            start: descriptor.pointee.fields,
            count: Int(descriptor.pointee.n_fields)
        )
        return depth > maximumDepth
            || fields.contains { field in
                if field.isInOneof { return true }
                guard field.mergesRepetitions, let child = field.message else { return false }
                return holdsOneof(child, depth: depth + 1)
            }
    }

    /// protobuf's own limit (`CodedInputStream::SetRecursionLimit`).
    static let maximumDepth = 100
}

extension ProtobufCFieldDescriptor {
    /// The type of the sub-message; `nil` for a field of another kind.
    fileprivate var message: UnsafePointer<ProtobufCMessageDescriptor>? {
        guard type == PROTOBUF_C_TYPE_MESSAGE else { return nil }
        return descriptor?.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
    }

    fileprivate var isInOneof: Bool {
        flags & UInt32(PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue) != 0
    }

    /// Whether the field is a sub-message that libprotobuf-c merges with an earlier one.
    fileprivate var mergesRepetitions: Bool {
        label != PROTOBUF_C_LABEL_REPEATED && !isInOneof && message != nil
    }
}
