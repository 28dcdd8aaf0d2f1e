import SystemPackage
import TestSupport
import Testing

@testable import TensorBoard

/// A writer without a directory makes one, as PyTorch's does.
@Suite struct DefaultLogdirTests {
    private let scratch: ScratchDirectory

    init() throws {
        scratch = try ScratchDirectory()
    }

    private func name(_ comment: String, at seconds: Int) throws -> String {
        let parent = scratch.path.appending("some").appending("runs")
        let directory = try DefaultLogdir.create(comment: comment, seconds: seconds, in: parent)
        #expect(directory.removingLastComponent() == parent)
        #expect(try FileListing.names(directory.string).isEmpty)
        return try #require(directory.lastComponent?.string)
    }

    @Test func theNameSaysWhenAndWhere() throws {
        // 2023-11-14 22:13:20 UTC; at most a day off in local time.
        let name = try name("_lr-0.1", at: 1_700_000_000)
        #expect(name.hasSuffix("_\(HostName.current)_lr-0.1"))
        let form = /Nov1[345]_[012][0-9]-[0-5][0-9]-20_.*/
        #expect(name.wholeMatch(of: form) != nil, "\(name)")
    }

    @Test func runsOfOneSecondAreNumbered() throws {
        let names = try (0..<3).map { _ in try name("", at: 1_700_000_000) }
        #expect(names[1] == names[0] + "-2")
        #expect(names[2] == names[0] + "-3")
    }

    @Test(arguments: ["/", "a/b", "../..", "\0"])
    func aCommentIsNoPath(comment: String) throws {
        let name = try name(comment, at: 1_700_000_000)
        #expect(name.contains("_\(HostName.current)"))
    }

    @Test(arguments: [0, -1, .max, .min])
    func everyTimeIsFine(seconds: Int) throws {
        #expect(try !name("", at: seconds).isEmpty)
    }

    @Test func aParentThatCannotBeCreatedIsAnError() throws {
        #expect(throws: WriterError.self) {
            _ = try DefaultLogdir.create(comment: "", seconds: 0, in: "/proc/none/runs")
        }
    }
}
