/// The list of a run's embeddings, as text on disk.
///
/// See TensorBoard's `plugins/projector/projector_config.proto`.
struct ProjectorConfig {
    /// The file's name in the run's directory.
    static let fileName = "projector_config.pbtxt"

    /// One entry of the list; paths are relative to the run's directory.
    struct Embedding: Sendable {
        var tensorName: String
        var shape: (rows: Int, columns: Int)
        var tensorPath: String
        var metadataPath: String?
        var sprite: (path: String, width: Int, height: Int)?

        /// The entry's message, with its braces.
        var message: String {
            func field(_ name: String, _ path: String) -> String {
                "  \(name): \(TextFormatScanner.quoted(path))\n"
            }
            var text = "{\n" + field("tensor_name", tensorName)
            text += "  tensor_shape: \(shape.rows)\n  tensor_shape: \(shape.columns)\n"
            text += field("tensor_path", tensorPath)
            if let metadataPath { text += field("metadata_path", metadataPath) }
            if let sprite {
                text += "  sprite {\n  " + field("image_path", sprite.path)
                text += "    single_image_dim: \(sprite.width)\n"
                text += "    single_image_dim: \(sprite.height)\n  }\n"
            }
            return text + "}"
        }
    }

    /// Replaces the embedding with the same name, or adds one at the end.
    ///
    /// Everything else in the list, whoever wrote it, is kept to the byte.
    static func merge(
        _ embedding: Embedding,
        into text: [UInt8]
    ) throws(ProjectorError) -> [UInt8] {
        let name = Array(embedding.tensorName.utf8)
        if let old = try entries(of: text).first(where: { $0.name == name }) {
            return text[..<old.range.lowerBound] + Array(embedding.message.utf8)
                + text[old.range.upperBound...]
        }
        let isLineOpen = text.last.map { $0 != 0x0a } ?? false
        return text + Array("\(isLineOpen ? "\n" : "")embeddings \(embedding.message)\n".utf8)
    }

    /// The ranges of all entries' messages, from brace to brace, and their names.
    private static func entries(
        of text: [UInt8]
    ) throws(ProjectorError) -> [(range: Range<Int>, name: [UInt8])] {
        var entries: [(range: Range<Int>, name: [UInt8])] = []
        var scanner = TextFormatScanner(text)
        var open: [UInt8] = []
        var depth = 0
        var field: [UInt8] = []
        var entry: (start: Int, field: [UInt8], name: [UInt8])?
        while let token = try scanner.next() {
            switch token {
            case .open(let closing):
                open.append(closing)
                guard closing != UInt8(ascii: "]") else { break }
                if depth == 0, field.elementsEqual("embeddings".utf8) {
                    entry = (scanner.position - 1, [], [])
                }
                depth += 1
            case .close(let closing):
                guard open.popLast() == closing else {
                    throw ProjectorError(code: .unreadableConfig(offset: scanner.position - 1))
                }
                guard closing != UInt8(ascii: "]") else { break }
                depth -= 1
                if depth == 0, let ended = entry {
                    entries.append((ended.start..<scanner.position, ended.name))
                    entry = nil
                }
            case .word(let word) where depth == 0: field = word
            case .word(let word) where depth == 1:
                entry?.field = word
                if word.elementsEqual("tensor_name".utf8) { entry?.name = [] }
            case .string(let bytes) where depth == 1:
                if entry?.field.elementsEqual("tensor_name".utf8) == true { entry?.name += bytes }
            case .word, .string, .separator: break
            }
        }
        guard open.isEmpty else {
            throw ProjectorError(code: .unreadableConfig(offset: text.count))
        }
        return entries
    }
}
