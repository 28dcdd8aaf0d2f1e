import TensorBoardEvents
import TestSupport
import Testing
import TextOutput

@testable import EventInspector
@testable import Logdirs

/// Absurdly long names are shortened, and never taken for one another.
@Suite struct LongNameTests {
    /// The first vectors of the reference implementation, for inputs of 0 and 1 bytes.
    @Test(
        arguments: [
            ([], "a3817f04ba25a8e66df67214c7550293"), ([0], "da87c1d86b99af44347659119b22fc45"),
        ] as [([UInt8], String)]
    )
    func theHashIsSipHash(bytes: [UInt8], digits: String) {
        var hash = SipHash()
        bytes.withUnsafeBytes { hash.update($0) }
        #expect(hash.digits == digits)
    }

    @Test(arguments: [0, 1, 7, 200, LongName.limit])
    func aShortNameIsKeptUnchanged(byteCount: Int) {
        let name = [UInt8](repeating: 0x61, count: byteCount)
        #expect(kept(name) == name)
    }

    /// What is kept of a long name is longer than any short one, so that neither hides the other.
    @Test(arguments: ["a", "é", "…", "🧠", "\\", "\\xff"])
    func aLongNameShowsItsBeginningItsLengthAndItsHash(character: String) throws {
        for prefix in ["", "a", "aa", "aaa"] {
            let name = prefix + String(repeating: character, count: LongName.limit + 1)
            let kept = kept(Array(name.utf8))
            let text = try #require(String(validating: kept, as: UTF8.self))
            #expect(kept.count > LongName.limit)
            #expect(kept.count <= LongName.limit + 64)
            #expect(text.contains("… (\(name.utf8.count) bytes, "))
            #expect(
                name.hasPrefix(try #require(text.split(separator: "…").first)) || character == "…"
            )
        }
    }

    /// Escapes would make four bytes of each.
    @Test func noNamesTextIsMuchLongerThanTheLimit() {
        for byteCount in [100, 257, 300, 512, 1_024, 5_000] {
            let kept = kept([UInt8](repeating: 0xff, count: byteCount))
            let text = kept.withUnsafeBytes { EscapedText.text($0) }
            #expect(text.utf8.count <= 2 * LongName.limit)
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func aNameInPiecesEqualsTheWholeName(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let name = random.bytes(.random(in: 0...3_000, using: &random))
        var long = LongName()
        var rest = name[...]
        while !rest.isEmpty {
            let piece = rest.prefix(.random(in: 1...700, using: &random))
            piece.withUnsafeBytes { long.append($0) }
            rest = rest.dropFirst(piece.count)
        }
        var kept: [UInt8] = []
        long.write(over: &kept)
        #expect(kept == self.kept(name))
    }

    /// In memory, and of a size that only streams by.
    @Test(arguments: [1_100, 5_000, 300_000])
    func namesThatDifferAtTheEndStayTwo(byteCount: Int) throws {
        let names = ["x", "y"].map { String(repeating: "a/", count: byteCount / 2) + $0 }
        let events = (1...3).flatMap { step in
            names.map { EventBytes.scalar($0, step == 2 ? .nan : 1, step: Int64(step)) }
        }
        let report = try Scan.events(events)
        #expect(report.findings.count == 2)
        #expect(Set(report.findings.map(\.tag)).count == 2)
        #expect(report.findings.allSatisfy { $0.occurrences == 1 && $0.lastFinite?.step == 1 })
        #expect(report.files.allSatisfy { $0.issues.isEmpty })
        let story = try #require(try Explain.events(events).stories.first)
        #expect(story.tag == report.findings.first?.tag)
        #expect(story.lastFiniteStep == 1)
    }

    /// Anyone may write the text that stands for another's tag.
    @Test func aTagThatSpellsALongNamesReplacementIsAnother() throws {
        let long = [UInt8](repeating: 0x61, count: 4_000)
        let twin = kept(long)
        let events = [long, twin, long, twin].map { name in
            EventBytes.event(EventBytes.value(tagBytes: name) { $0.float(2, .nan) })
        }
        let report = try Scan.events(events)
        #expect(report.findings.map(\.occurrences) == [2, 2])
        #expect(Set(report.findings.map(\.tag)).count == 2)
    }

    private func kept(_ name: [UInt8]) -> [UInt8] {
        name.withUnsafeBytes { LongName.withKept($0) { Array($0) } }
    }
}
