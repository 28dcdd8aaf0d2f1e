import Testing

/// Code in the prose is code of these tests, which compile and run it.
@Suite struct SnippetTests {
    @Test func articlesAreFound() {
        let names = Article.all.map(\.name)
        #expect(names.contains("README.md"))
        #expect(names.contains("ComingFromPyTorch.md"))
        #expect(names.count == 7)
        #expect(Article.all.flatMap(\.swiftBlocks).count > 25)
    }

    @Test(arguments: Article.all)
    func everyBlockOfSwiftIsCompiledHere(_ article: Article) {
        for block in article.swiftBlocks where !isManifest(block) {
            let text = block.joined(separator: "\n")
            #expect(TestSource.contains(block), "not in the tests:\n\(text)")
        }
    }

    @Test(arguments: Article.all.filter { !$0.tableCode.isEmpty })
    func everyCallInATableIsCompiledHere(_ article: Article) {
        for call in article.tableCode where !isOfTheProjector(call) {
            #expect(TestSource.contains(call: call), "not in the tests: \(call)")
        }
    }

    @Test func aBlockThatIsNotInTheTestsIsNoticed() {
        #expect(!TestSource.contains(["writer.add" + "Nothing()"]))
        #expect(!TestSource.contains(call: "w.add" + "Nothing()"))
        #expect(TestSource.contains(["@Test func aBlockThatIsNotInTheTestsIsNoticed() {"]))
    }

    /// What only a package manifest may say.
    private func isManifest(_ block: [Substring]) -> Bool {
        block.contains { $0.contains(".package(path:") }
    }

    private func isOfTheProjector(_ call: String) -> Bool { call.contains("addEmbedding") }
}
