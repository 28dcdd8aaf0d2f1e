import Logdirs
import Testing

/// What a file is that is neither an event file nor a dataset, by its first bytes.
struct ForeignFileTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let bytes: [UInt8]
        let kind: ForeignFile.Kind?
        var size: Int?

        init(_ text: String, _ kind: ForeignFile.Kind?, size: Int? = nil) {
            self.init(Array(text.utf8), kind, size: size)
        }

        init(_ bytes: [UInt8], _ kind: ForeignFile.Kind?, size: Int? = nil) {
            self.bytes = bytes
            self.kind = kind
            self.size = size
        }

        var testDescription: String {
            "\(kind?.rawValue ?? "nothing") \(String(decoding: bytes.prefix(20), as: UTF8.self))"
        }
    }

    private static let oid = String(repeating: "0", count: 64)
    private static let rest = [UInt8](repeating: 0x9a, count: 300)

    static let cases = [
        Case(
            "version https://git-lfs.github.com/spec/v1\noid sha256:\(oid)\nsize 138832350\n",
            .gitLFSPointer,
            size: 138_832_350
        ),
        Case(
            "version https://hawser.github.com/spec/v1\noid sha256:\(oid)\nsize 7\n",
            .gitLFSPointer,
            size: 7
        ),
        Case("version https://git-lfs.github.com/spec/v1\n", .gitLFSPointer),
        Case("/annex/objects/SHA256E-s1048576--2f0c.1\n", .gitAnnexPointer, size: 1_048_576),
        Case(
            "../.git/annex/objects/x/y/MD5E-s5--ab.v2/MD5E-s5--ab.v2",
            .gitAnnexPointer,
            size: 5
        ),
        Case("fileFormatVersion: 2\nguid: 9c35\nDefaultImporter:\n", .unityMeta),
        Case("outs:\n- md5: 0123\n  size: 1234\n  path: events\n", .dvc, size: 1234),
        Case("md5: a1\nframes: x\nouts:\n- md5: 0123\n", .dvc),
        Case([0x00, 0x05, 0x16, 0x07, 0, 2, 0, 0] + Array("Mac OS X        ".utf8), .appleDouble),
        Case("<!DOCTYPE html><html><head>", .html),
        Case("\u{feff}\n  <HTML lang='en'>\n", .html),
        Case("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", .xml),
        Case("{\"message\": \"Not Found\"}", .json), Case("[\n  {\"step\": 1}]", .json),
        Case("[INFO] began at step 3", .text), Case("{step} of {steps} done\n", .text),
        Case("Wall time,Step,Value\n1700000000,1,nan\n", .text), Case("hi", .text),
        Case("Потери: 0,5\n", .text), Case("\u{1b}[31mred\u{1b}[0m text in a log\n", .text),
        // Cut within a character.
        Case(Array(("a" + String(repeating: "é", count: 300)).utf8.prefix(512)), .text),
        Case(Array("PK".utf8) + [3, 4, 10, 0, 0, 0] + rest, .zip),
        Case([UInt8](repeating: 0, count: 257) + Array("ustar".utf8) + [0] + rest, .tar),
        Case([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4] + rest, .sevenZip),
        Case([0x28, 0xb5, 0x2f, 0xfd, 0x64, 0x48] + rest, .zstd),
        Case([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] + rest, .xz),
        Case(Array("BZh91AY&SY".utf8) + rest, .bzip2), Case([4, 0x22, 0x4d, 0x18] + rest, .lz4),
        Case(
            [0x1a, 0, 0, 0, 0, 0, 0, 0, 0x0a, 0x18, 0x12, 0x0d] + Array("meta_data_tag".utf8),
            .visualDL
        ),
        // What may be an event file: empty, damaged, cut, zeros, text and something else.
        Case("", nil), Case([0x18, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4] + rest, nil),
        Case([0x18, 0, 0], nil), Case([UInt8](repeating: 0, count: 512), nil),
        Case(Array("some text and then".utf8) + [0, 1, 2, 3] + rest, nil), Case(rest, nil),
        // A length that does not fit the first field.
        Case([0x1a, 0, 0, 0, 0, 0, 0, 0, 0x0a, 0x17, 0x12, 0x0d] + rest, nil),
    ]

    @Test(arguments: cases)
    func theFirstBytesShowWhatItIs(_ testCase: Case) {
        let found = testCase.bytes.prefix(ForeignFile.beginningByteCount).withUnsafeBytes {
            ForeignFile(beginning: $0, basename: "")
        }
        #expect(found?.kind == testCase.kind)
        #expect(found?.statedByteCount == testCase.size)
    }

    /// The first bytes of a length may be letters.
    @Test(arguments: [("hi", true), ("events.out.tfevents.1.h", false), ("a.tfrecord", false)])
    func fewerBytesThanAHeaderAreTextOnlyByAnotherName(name: String, isText: Bool) {
        let found = Array("hi".utf8).withUnsafeBytes {
            ForeignFile(beginning: $0, basename: name)
        }
        #expect((found?.kind == .text) == isText)
    }

    /// Each says what the file is and what to do.
    @Test(arguments: ForeignFile.Kind.allCases)
    func aSentenceHasTwoParts(kind: ForeignFile.Kind) {
        let parts = ForeignFile(kind).sentence(ofFileNamed: "x").split(separator: ": ")
        #expect(parts.count == 2)
        let several = ForeignFile.sentence(
            on: kind,
            ofFilesNamed: ["x", "y"],
            statedByteCount: nil
        )
        #expect(several.hasPrefix("2 ") && several.split(separator: ": ").count == 2)
    }

    @Test(arguments: [
        ("events.out.tfevents.1.h", "git lfs pull --include=events.out.tfevents.1.h gets the file"),
        ("a b[1].tfevents", "git lfs pull --include='a b?1?.tfevents' gets the file"),
    ])
    func theCommandThatGetsTheFileIsReadyToPaste(name: String, command: String) {
        let pointer = ForeignFile(.gitLFSPointer, statedByteCount: 1_900_000_000)
        #expect(
            pointer.sentence(ofFileNamed: name)
                == "a Git LFS pointer, not the file itself (1.9 GB): \(command)"
        )
    }
}
