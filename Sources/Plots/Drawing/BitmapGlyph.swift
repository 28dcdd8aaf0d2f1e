internal import Pictures

/// Characters of the bitmap font, enlarged.
enum BitmapGlyph {
    /// The rows of a character from the top; the leftmost pixel is bit 0.
    ///
    /// Characters beyond ASCII are question marks, but for an ellipsis and a dash.
    static func rows(of character: Character, scale: Int) -> [UInt16] {
        let rows = plainRows(of: character).map { bits in
            (0..<BitmapFont.width).reduce(UInt16(0)) { row, column in
                row | UInt16(bits >> (BitmapFont.width - 1 - column) & 1) << column
            }
        }
        return scale == 2 ? doubled(rows) : rows
    }

    private static func plainRows(of character: Character) -> [UInt8] {
        switch character {
        case "…": [0, 0, 0, 0, 0, 0, 0b10101]
        case "–": BitmapFont.rows(of: "-")
        default:
            BitmapFont.rows(
                of: character.unicodeScalars.count == 1
                    ? character.unicodeScalars.first ?? "?" : "?"
            )
        }
    }

    /// Twice as large, with corners cut where lines are oblique (Scale2x, Mazzoleni, 2001).
    private static func doubled(_ rows: [UInt16]) -> [UInt16] {
        func bit(_ row: Int, _ column: Int) -> UInt16 {
            guard rows.indices ~= row, 0..<BitmapFont.width ~= column else { return 0 }
            return rows[row] >> column & 1
        }
        return rows.indices.flatMap { row in
            var upper: UInt16 = 0
            var lower: UInt16 = 0
            for column in 0..<BitmapFont.width {
                let here = bit(row, column)
                let (up, down) = (bit(row - 1, column), bit(row + 1, column))
                let (left, right) = (bit(row, column - 1), bit(row, column + 1))
                let isFlat = up == down || left == right
                upper |= (!isFlat && left == up ? left : here) << (2 * column)
                upper |= (!isFlat && up == right ? right : here) << (2 * column + 1)
                lower |= (!isFlat && left == down ? left : here) << (2 * column)
                lower |= (!isFlat && down == right ? right : here) << (2 * column + 1)
            }
            return [upper, lower]
        }
    }
}
