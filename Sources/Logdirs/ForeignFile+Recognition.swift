internal import TFRecord

extension ForeignFile {
    /// Recognizes a file by its first bytes, in which no record begins; `nil` for whatever may be
    /// an event file or a dataset.
    ///
    /// The name matters only where there are fewer bytes than a record's header has: those of a cut
    /// event file may look like text.
    ///
    /// - Parameters:
    ///   - beginning: The first ``beginningByteCount`` bytes, or all if there are fewer.
    ///   - basename: The file's name; empty if it has none.
    package init?(beginning: UnsafeRawBufferPointer, basename: String) {
        guard !beginning.isEmpty else { return nil }
        if beginning.count < RecordFormat.headerByteCount,
            LogdirFile.content(ofFileNamed: basename) != nil
        {
            return nil
        }
        if let kind = Self.binaryKind(beginning) {
            self.init(kind)
        } else if let text = Self.text(beginning) {
            self = text
        } else {
            return nil
        }
    }

    private static func binaryKind(_ bytes: UnsafeRawBufferPointer) -> Kind? {
        for (magic, offset, kind) in magics
        where bytes.count >= offset + magic.count  // in range: constants
            && bytes[offset...].starts(with: magic)
        {
            return kind
        }
        return isVisualDL(bytes) ? .visualDL : nil
    }

    private static let magics: [(bytes: [UInt8], offset: Int, kind: Kind)] = [
        ([0x00, 0x05, 0x16, 0x07], 0, .appleDouble),
        (Array("PK\u{3}\u{4}".utf8), 0, .zip), (Array("PK\u{5}\u{6}".utf8), 0, .zip),
        (Array("ustar".utf8), 257, .tar),
        ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], 0, .sevenZip),
        ([0x28, 0xb5, 0x2f, 0xfd], 0, .zstd),
        ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], 0, .xz),
        ([0x04, 0x22, 0x4d, 0x18], 0, .lz4),
        (Array("BZh".utf8), 0, .bzip2),
    ]

    /// Whether the bytes begin with a length and a message of that length.
    ///
    /// The message's first field fills it, and the length has no checksum: see `record.proto` of
    /// VisualDL.
    private static func isVisualDL(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let start = RecordFormat.lengthByteCount
        guard bytes.count > start + 4 else { return false }  // in range: constants
        let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        // One value: a list of one field, which ends with the record.
        guard length > 3, length < 1 << 14, bytes[start] == 0x0a else { return false }
        let isShort = bytes[start + 1] < 0x80
        let count = UInt64(bytes[start + 1] & 0x7f) | (isShort ? 0 : UInt64(bytes[start + 2]) << 7)
        guard count == length - (isShort ? 2 : 3) else { return false }
        // Its own first field is its identifier or its tag.
        let field = bytes[start + (isShort ? 2 : 3)]
        return field == 0x0a || field == 0x12
    }

    private static func text(_ bytes: UnsafeRawBufferPointer) -> ForeignFile? {
        var end = bytes.count
        if end == beginningByteCount {
            // The last character may go on.
            while end > bytes.count - 4, bytes[end - 1] & 0xc0 == 0x80 { end -= 1 }
            if bytes[end - 1] >= 0xc0 { end -= 1 }
        }
        let whole = UnsafeRawBufferPointer(rebasing: bytes[..<end])
        guard !whole.contains(where: isControl),
            let text = String(validating: whole, as: UTF8.self)
        else { return nil }
        return ForeignFile(text: text)
    }

    /// Whether no text has the byte: a control character, but for those that move the cursor and
    /// the beginning of colors.
    private static func isControl(_ byte: UInt8) -> Bool {
        (byte < 0x20 && !(0x08...0x0d).contains(byte) && byte != 0x1b) || byte == 0x7f
    }

    private init(text: String) {
        let start = text.unicodeScalars.drop { $0.properties.isWhitespace || $0 == "\u{feff}" }
        let beginning = String(String.UnicodeScalarView(start))
        let lines = beginning.split(whereSeparator: \.isNewline)
        let first = lines.first ?? ""
        let lowercased = beginning.prefix(16).lowercased()
        if Self.lfsVersions.contains(where: first.hasPrefix) {
            self.init(.gitLFSPointer, statedByteCount: Self.number(after: "size ", in: lines))
        } else if first.contains("/annex/objects/"), lines.count == 1 || first.hasPrefix("/annex/")
        {
            self.init(.gitAnnexPointer, statedByteCount: Self.annexByteCount(first))
        } else if first.hasPrefix("fileFormatVersion:") {
            self.init(.unityMeta)
        } else if lines.contains(where: { $0 == "outs:" }),
            Self.dvcKeys.contains(where: first.hasPrefix)
        {
            self.init(.dvc, statedByteCount: Self.number(after: "  size: ", in: lines))
        } else if Self.htmlBeginnings.contains(where: lowercased.hasPrefix) {
            self.init(.html)
        } else if lowercased.hasPrefix("<?xml") || lowercased.hasPrefix("<error>") {
            self.init(.xml)
        } else {
            self.init(Self.isJSON(beginning) ? .json : .text)
        }
    }

    /// Whether a text begins as a JSON document does, and no log with brackets.
    private static func isJSON(_ text: String) -> Bool {
        guard let open = text.first, open == "{" || open == "[" else { return false }
        let next = text.dropFirst().first { !$0.isWhitespace }
        return open == "{" ? next == "\"" || next == "}" : next.map("{[\"]".contains) ?? false
    }

    private static func number(after key: String, in lines: [Substring]) -> Int? {
        lines.first { $0.hasPrefix(key) }.flatMap { byteCount($0.dropFirst(key.count)) }
    }

    private static func byteCount(_ digits: Substring) -> Int? {
        UInt64(digits).map { Int(clamping: $0) }
    }

    /// The size in a key such as `SHA256E-s1048576--2f0c….tfevents`.
    static func annexByteCount(_ path: Substring) -> Int? {
        let key = path.split(separator: "/").last ?? ""
        let fields = key.prefix { $0 != "." }.split(separator: "-").dropFirst()
        return fields.first { $0.hasPrefix("s") }.flatMap { byteCount($0.dropFirst()) }
    }

    private static let lfsVersions = [
        "version https://git-lfs.github.com/spec/", "version https://hawser.github.com/spec/",
    ]
    private static let dvcKeys = ["outs:", "md5:", "deps:", "wdir:", "frozen:", "meta:", "desc:"]
    private static let htmlBeginnings = ["<!doctype html", "<html", "<head", "<body"]
}
