/// A tiny font for labels: the printable characters of ASCII, 5 pixels wide and 7 high.
package enum BitmapFont {
    package static let width = 5
    package static let height = 7

    /// The rows of a character from the top; the leftmost pixel is bit 4.
    ///
    /// Characters beyond ASCII are question marks.
    package static func rows(of scalar: Unicode.Scalar) -> [UInt8] {
        let index = 0x20...0x7e ~= scalar.value ? Int(scalar.value) - 0x20 : 0x3f - 0x20
        return glyphs[index].utf8.map { digit in
            // Digits of base 32: 0 to 9, then A to V.
            digit < 0x41 ? digit - 0x30 : digit - 0x41 + 10
        }
    }

    /// Each character's seven rows, as one digit of base 32 each, in the order of ASCII.
    private static let glyphs = [
        "0000000", "4444404", "AA00000", "AAVAVAA", "4FKE5U4", "OP248J3", "CIK8LID", "4400000",
        "2488842", "8422248", "04LEL40", "044V440", "0000C48", "000V000", "00000CC", "01248G0",
        "EHJLPHE", "4C4444E", "EH1248V", "V2421HE", "26AIV22", "VGU11HE", "68GUHHE", "V124888",
        "EHHEHHE", "EHHF12C", "0CC0CC0", "0CC0C48", "248G842", "00V0V00", "8421248", "EH12404",
        "EH1DLLE", "EHHVHHH", "UHHUHHU", "EHGGGHE", "SIHHHIS", "VGGUGGV", "VGGUGGG", "EHGNHHF",
        "HHHVHHH", "E44444E", "72222IC", "HIKOKIH", "GGGGGGV", "HRLLHHH", "HHPLJHH", "EHHHHHE",
        "UHHUGGG", "EHHHLID", "UHHUKIH", "FGGE11U", "V444444", "HHHHHHE", "HHHHHA4", "HHHLLLA",
        "HHA4AHH", "HHHA444", "V1248GV", "E88888E", "0G84210", "E22222E", "4AH0000", "000000V",
        "8420000", "00E1FHF", "GGMPHHU", "00EGGHE", "11DJHHF", "00EHVGE", "698S888", "0FHHF1E",
        "GGMPHHH", "40C444E", "20622IC", "GGIKOKI", "C44444E", "00QLLHH", "00MPHHH", "00EHHHE",
        "00UHUGG", "00FHF11", "00MPGGG", "00FGE1U", "88S8896", "00HHHJD", "00HHHA4", "00HHLLA",
        "00HA4AH", "00HHF1E", "00V248V", "2448442", "4444444", "8442448", "008L200",
    ]
}
