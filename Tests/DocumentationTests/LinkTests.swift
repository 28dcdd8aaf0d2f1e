import Foundation
import SystemPackage
import TestSupport
import Testing

/// What the prose names is there.
@Suite struct LinkTests {
    @Test(arguments: Article.all)
    func everyLinkedFileExists(_ article: Article) {
        let directory = FilePath(Fixtures.packageDirectory).pushing(FilePath(article.name))
            .removingLastComponent()
        for target in article.matches(of: /\]\(([^)#]+)[^)]*\)/) where !target.contains("://") {
            let path = directory.pushing(FilePath(target)).lexicallyNormalized()
            #expect(FileManager.default.fileExists(atPath: path.string), "\(target)")
        }
    }

    @Test(arguments: Article.all.filter { $0.name.contains(".docc/") })
    func everyLinkedArticleExists(_ article: Article) throws {
        let module = try #require(article.name.split(separator: "/").dropFirst().first)
        let names = Article.articles(of: String(module)).map { $0.name.split(separator: "/").last }
        for name in article.matches(of: /<doc:([A-Za-z]+)>/) {
            #expect(names.contains("\(name).md"), "\(name)")
        }
    }

    @Test func theArchitectureNamesTypesAndFoldersThatExist() throws {
        let article = try #require(Article.all.first { $0.name.hasSuffix("/Architecture.md") })
        let known = try Self.declaredNames()
        for name in article.matches(of: /`+([A-Z][A-Za-z0-9]+)(?:\/[A-Za-z]+)?`+/) {
            #expect(known.contains(name), "\(name)")
        }
    }

    @Test func everyLibraryHasALandingPage() throws {
        let manifest = try String(
            contentsOfFile: Fixtures.packageDirectory + "/Package.swift",
            encoding: .utf8
        )
        let libraries = manifest.matches(of: /\.library\(name: "(\w+)"/).map { String($0.1) }
        #expect(libraries.count >= 5)
        for library in libraries + ["Logdirs", "Timelines"] {
            let name = "Sources/\(library)/\(library).docc/\(library).md"
            let page = try #require(Article.all.first { $0.name == name }, "\(library)")
            #expect(page.text.hasPrefix("# ``\(library)``\n"))
            #expect(page.text.contains("\n## Topics\n"))
        }
    }

    @Test func readmeIsShort() throws {
        let readme = try #require(Article.all.first { $0.name == "README.md" })
        #expect(readme.text.split(separator: "\n", omittingEmptySubsequences: false).count <= 221)
    }

    /// The names of types, modules and folders below `Sources`.
    private static func declaredNames() throws -> Set<String> {
        let root = FilePath(Fixtures.packageDirectory).appending("Sources")
        let paths =
            FileManager.default.enumerator(atPath: root.string)?
            .compactMap { $0 as? String } ?? []
        var names = Set<String>()
        for path in paths {
            names.formUnion(path.split(separator: "/").map(String.init))
            guard path.hasSuffix(".swift") else { continue }
            let text = try String(
                contentsOfFile: root.pushing(FilePath(path)).string,
                encoding: .utf8
            )
            for match in text.matches(of: /\b(?:struct|class|enum|protocol) ([A-Z]\w*)/) {
                names.insert(String(match.1))
            }
        }
        return names
    }
}

extension Article {
    /// What a pattern's parentheses match, without blocks of code.
    fileprivate func matches(of pattern: Regex<(Substring, Substring)>) -> [String] {
        var isCode = false
        let prose = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            if line.hasPrefix("```") { isCode.toggle() }
            return !isCode
        }
        return prose.joined(separator: "\n").matches(of: pattern).map { String($0.1) }
    }
}
