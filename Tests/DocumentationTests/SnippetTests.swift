import Testing

/// Code in the prose is code of these tests, which compile and run it.
@Suite struct SnippetTests {
    @Test func articlesAreFound() {
        let names = Article.all.map(\.name)
        #expect(names.contains("README.md"))
        #expect(names.contains("Sources/TensorBoard/TensorBoard.docc/ComingFromPyTorch.md"))
        #expect(names.contains(".github/CONTRIBUTING.md"))
        #expect(Article.all.flatMap(\.swiftBlocks).count > 35)
    }

    @Test(arguments: Article.all)
    func everyBlockOfSwiftIsCompiledHere(_ article: Article) {
        for block in article.swiftBlocks where !isManifest(block) {
            #expect(TestSource.contains(block), "not in the tests:\n\(block)")
        }
    }

    @Test(arguments: Article.all.filter { !$0.tableCode.isEmpty })
    func everyCallInATableIsCompiledHere(_ article: Article) {
        for call in article.tableCode {
            #expect(TestSource.contains(call), "not in the tests: \(call)")
        }
    }

    @Test func codeThatIsNotInTheTestsIsNoticed() {
        #expect(!TestSource.contains("writer.add" + "Nothing()"))
        #expect(TestSource.contains("@Test func codeThatIsNotInTheTestsIsNoticed() {"))
    }

    /// What only a package manifest may say.
    private func isManifest(_ block: String) -> Bool { block.contains(".package(path:") }
}
