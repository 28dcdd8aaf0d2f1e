/// The path of a module, without the wrappers that training puts around it.
enum ModulePath {
    /// The segments of a name joined as the name joins them, without wrappers.
    static func withoutWrappers(_ segments: [Range<Int>], of name: TagName) -> String {
        var path: [UInt8] = []
        for segment in segments {
            guard !isWrapper(name.text(segment)) else { continue }
            if !path.isEmpty {
                let before = name.bytes[segment.lowerBound - 1]
                path.append(before == UInt8(ascii: ".") ? before : UInt8(ascii: "/"))
            }
            path.append(contentsOf: name.bytes[segment])
        }
        return String(decoding: path, as: UTF8.self)
    }

    /// Whether a segment is that of a wrapper: of DistributedDataParallel, of torch.compile, of
    /// FSDP and checkpointing, of DeepSpeed and the like.
    static func isWrapper(_ segment: String) -> Bool {
        if segment == "module" { return true }
        guard segment.utf8.first == UInt8(ascii: "_") else { return false }
        return segment.hasSuffix("_wrapped_module") || segment.hasSuffix("_wrapped")
            || segment.hasSuffix("_mod") || segment.hasSuffix("_module")
    }
}
