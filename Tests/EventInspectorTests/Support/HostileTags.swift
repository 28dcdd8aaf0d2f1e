import TensorBoardEvents
import TestSupport

/// Tags that are made to do more than to be read.
enum HostileTags {
    static let all: [[UInt8]] =
        [
            "quote\"quote", "back\\slash", "line\nbreak", "carriage\rreturn", "tab\tstop",
            "nul\0byte", "\u{1b}[31mred\u{1b}[0m", "\u{1b}]0;title\u{7}", "\u{9b}31mC1",
            "\u{202e}right-to-left", "\u{2066}isolate\u{2069}", "\u{200f}mark",
            "\u{200b}zero width",
            "\u{feff}byte order mark", "\u{2028}line separator", "\u{e0041}tag character",
            "</script>", "%s%n", "{\"type\":\"finding\"}", "ünï/🧠", "\u{7f}delete",
            "\u{85}next line",
        ].map { Array($0.utf8) } + notUTF8

    /// A stray byte, a cut sequence, an overlong one, a surrogate, and one beyond Unicode.
    static let notUTF8: [[UInt8]] = [
        [0x61, 0xff, 0x62], [0xe2, 0x82], [0xc0, 0xaf], [0xed, 0xa0, 0x80],
        [0xf4, 0x90, 0x80, 0x80],
        [0x80, 0x1b, 0x5b, 0x41], [0xff, 0xff], Array("é".utf8) + [0xc3],
    ]

    /// An event for each tag, whose value is NaN.
    static let events = all.enumerated().map { step, tag in
        EventBytes.event(
            step: Int64(step),
            EventBytes.value(tagBytes: tag) { $0.float(FieldNumber.Value.simpleValue, .nan) }
        )
    }
}
