internal import CZlib

/// Reads back what the encoder writes, by the specification and not by the encoder's own code.
package struct PNGDecoder {
    package private(set) var width = 0
    package private(set) var height = 0
    package private(set) var channels = 0
    /// 8 or 16.
    package private(set) var bitDepth = 0
    package private(set) var pixels: [UInt8] = []
    /// The filter of each row.
    package private(set) var filters: [UInt8] = []

    /// Nil where anything is not as it has to be: the order of chunks, a checksum, a length.
    package init?(_ file: [UInt8]) {
        guard file.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) else {
            return nil
        }
        var rest = file.dropFirst(8)
        var compressed: [UInt8] = []
        var names: [String] = []
        while let chunk = Self.chunk(&rest) {
            names.append(chunk.name)
            switch chunk.name {
            case "IHDR":
                let header = chunk.content
                guard header.count == 13, [8, 16].contains(header[8]), header[10...] == [0, 0, 0]
                else {
                    return nil
                }
                width = Self.number(header[0..<4])
                height = Self.number(header[4..<8])
                bitDepth = Int(header[8])
                channels = [0: 1, 4: 2, 2: 3, 6: 4][header[9]] ?? 0
            case "IDAT": compressed += chunk.content
            default: break
            }
        }
        guard rest.isEmpty, names == ["IHDR", "IDAT", "IEND"],
            let rows = Self.inflated(compressed, byteCount: height * (width * pixelByteCount + 1))
        else { return nil }
        unfilter(rows)
    }

    private var pixelByteCount: Int { channels * bitDepth / 8 }

    private mutating func unfilter(_ rows: [UInt8]) {
        let byteCount = width * pixelByteCount
        var previous = [UInt8](repeating: 0, count: byteCount)
        for row in 0..<height {
            let start = row * (byteCount + 1)
            filters.append(rows[start])
            var current = Array(rows[start + 1..<start + 1 + byteCount])
            for index in 0..<byteCount {
                let left = index < pixelByteCount ? 0 : Int(current[index - pixelByteCount])
                let up = Int(previous[index])
                let upLeft = index < pixelByteCount ? 0 : Int(previous[index - pixelByteCount])
                let prediction =
                    switch rows[start] {
                    case 1: left
                    case 2: up
                    case 3: (left + up) / 2
                    case 4: Self.paeth(left, up, upLeft)
                    default: 0
                    }
                current[index] &+= UInt8(prediction)
            }
            pixels += current
            previous = current
        }
    }

    /// As the specification words it, 9.4.
    private static func paeth(_ left: Int, _ up: Int, _ upLeft: Int) -> Int {
        let sum = left + up - upLeft
        let (toLeft, toUp, toUpLeft) = (abs(sum - left), abs(sum - up), abs(sum - upLeft))
        if toLeft <= toUp && toLeft <= toUpLeft { return left }
        return toUp <= toUpLeft ? up : upLeft
    }

    private static func chunk(
        _ rest: inout ArraySlice<UInt8>
    ) -> (name: String, content: [UInt8])? {
        let length = number(rest.prefix(4))
        guard rest.count >= 12 + length else { return nil }
        let body = Array(rest.dropFirst(4).prefix(4 + length))
        guard
            number(rest.dropFirst(8 + length).prefix(4)) == Int(crc32(0, body, UInt32(body.count)))
        else { return nil }
        rest = rest.dropFirst(12 + length)
        return (String(decoding: body.prefix(4), as: UTF8.self), Array(body.dropFirst(4)))
    }

    private static func number(_ bytes: some Sequence<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    /// Nil unless the stream is whole, with nothing behind it, and of that length.
    private static func inflated(_ bytes: [UInt8], byteCount: Int) -> [UInt8]? {
        var input = bytes
        var output = [UInt8](repeating: 0, count: byteCount + 1)
        var stream = z_stream()
        guard czlib_inflate_init(&stream, 15) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        let isWhole = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_in == 0
                    && Int(stream.total_out) == byteCount
            }
        }
        return isWhole ? Array(output.prefix(byteCount)) : nil
    }
}
