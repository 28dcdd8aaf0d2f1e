import Testing

@testable import TensorBoard

/// The list of embeddings keeps what others wrote.
@Suite struct ProjectorConfigTests {
    private func merge(_ name: String, into text: String) throws -> String {
        let embedding = ProjectorSamples.embedding(name)
        let merged = try ProjectorConfig.merge(embedding, into: Array(text.utf8))
        return String(decoding: merged, as: UTF8.self)
    }

    private let block = """
        {
          tensor_name: "a:00001"
          tensor_shape: 2
          tensor_shape: 3
          tensor_path: "points.tsv"
        }
        """

    @Test func theFirstEntryIsAllOfANewFile() throws {
        #expect(try merge("a:00001", into: "") == "embeddings \(block)\n")
    }

    @Test(arguments: [
        "embeddings {\n  tensor_name: \"b\"\n}\n", "# a comment without an end",
        "model_checkpoint_path: 'x }'\n", "embeddings { metadata_path: \"a:00001\" }\n",
        "embeddings { sprite { image_path: 'x' } tensor_path: '# {' }\r\n",
        "other { tensor_name: 'a:00001' }", "embeddings { inner { tensor_name: 'a:00001' } }",
    ])
    func otherEntriesAreKeptUnchanged(text: String) throws {
        let newline = text.utf8.last == 0x0a ? "" : "\n"
        #expect(try merge("a:00001", into: text) == "\(text)\(newline)embeddings \(block)\n")
    }

    @Test(arguments: [
        ("", "{ tensor_name: \"a:00001\" tensor_path: 'old' }", "\n"),
        ("", "{tensor_name:'a:00' \"001\"}", ""),
        ("x: 1 ", "<tensor_name: '\\141:0\\x30001'>", "#"),
        ("embeddings { tensor_name: 'b' }", "{ tensor_name: 'b' tensor_name: 'a:00001' }", " # }"),
        ("", "{ # {\n sprite { image_path: '}' } tensor_name: 'a:00001' }", "embeddings { }"),
    ])
    func anEntryWithTheSameNameIsReplaced(before: String, old: String, after: String) throws {
        #expect(
            try merge("a:00001", into: "\(before)embeddings \(old)\(after)")
                == "\(before)embeddings \(block)\(after)"
        )
    }

    @Test func anEntryInAListIsReplacedWithinTheList() throws {
        let merged = try merge(
            "a:00001",
            into: "embeddings: [ { tensor_name: 'b' }, { tensor_name: 'a:00001' } ]"
        )
        #expect(merged == "embeddings: [ { tensor_name: 'b' }, \(block) ]")
    }

    @Test(arguments: [
        ("embeddings {", 12), ("embeddings }", 11), ("embeddings { >", 13), ("a: \"b\n\"", 3),
        ("a: 'b", 3), ("a: 'b\\", 3), ("[", 1),
    ])
    func filesThatAreNotInTextFormatAreNotChanged(text: String, offset: Int) {
        let error = #expect(throws: ProjectorError.self) { try merge("a", into: text) }
        #expect(error?.code == .unreadableConfig(offset: offset))
    }

    @Test func deepNestingDoesNotExhaustTheStack() throws {
        let depth = 200_000
        let text = String(repeating: "a{", count: depth) + String(repeating: "}", count: depth)
        #expect(try merge("a:00001", into: text).hasSuffix(block + "\n"))
    }

    @Test func quotedTextReadsBack() throws {
        let text = "a\"b\\c'd\n\t\u{0}\u{7f}é😀 1"
        let quoted = TextFormatScanner.quoted(text)
        #expect(quoted.utf8.allSatisfy { (0x20..<0x7f).contains($0) })
        var scanner = TextFormatScanner(Array(quoted.utf8))
        #expect(try scanner.next() == .string(Array(text.utf8)))
        #expect(try scanner.next() == nil)
    }

    @Test func escapesOfOtherWritersAreUnderstood() throws {
        let quoted = #"'\a\b\f\n\r\t\v\\\'\"\?\0\1777\x41\xfg\u00e9\U0001F600'"#
        var scanner = TextFormatScanner(Array(quoted.utf8))
        let control: [UInt8] = [7, 8, 12, 10, 13, 9, 11]
        let rest: [UInt8] = Array("\\'\"?".utf8) + [0, 0x7f] + Array("7A".utf8) + [0x0f]
        #expect(try scanner.next() == .string(control + rest + Array("gé😀".utf8)))
    }
}
