/// The encodings of pages, read for tests without the product's code.
extension ByteReader {
    /// Values as runs and packed groups.
    mutating func hybrid(width: Int, count: Int) throws -> [UInt64] {
        var values: [UInt64] = []
        while values.count < count {
            let header = try varint()
            guard header > 1 else { throw Malformed(offset: offset) }
            let length = Int(header >> 1)
            if header & 1 == 0 {
                let value = try littleEndian((width + 7) / 8)
                values += repeatElement(value, count: length)
                // A run repeats nothing that does not exist; only packed groups are padded.
                guard values.count <= count else { throw Malformed(offset: offset) }
            } else {
                values += try packed(width: width, count: length * 8)
                guard values.count < count + 8 else { throw Malformed(offset: offset) }
            }
        }
        return Array(values.prefix(count))
    }

    /// Values of so many bits each.
    mutating func packed(width: Int, count: Int) throws -> [UInt64] {
        let bytes = try take((width * count + 7) / 8)
        return (0..<count).map { index in
            (0..<width).reduce(0) { value, bit in
                let place = index * width + bit
                let byte = bytes[bytes.startIndex + place / 8]
                return value | UInt64(byte >> UInt8(place % 8) & 1) << UInt64(bit)
            }
        }
    }

    /// Integers as differences.
    mutating func deltas(bitWidth: Int) throws -> [Int64] {
        let blockSize = Int(try varint())
        let miniblockCount = Int(try varint())
        let count = Int(try varint())
        let miniblockSize = blockSize / max(miniblockCount, 1)
        guard blockSize > 0, blockSize % 128 == 0, miniblockSize % 32 == 0 else {
            throw Malformed(offset: offset)
        }
        var value = try zigZag()
        var values = count == 0 ? [] : [value]
        while values.count < count {
            let minimum = try zigZag()
            let widths = try take(miniblockCount)
            for width in widths where values.count < count {
                guard width <= bitWidth else { throw Malformed(offset: offset) }
                for bits in try packed(width: Int(width), count: miniblockSize) {
                    guard values.count < count else {
                        // The bits after the last value should be zero.
                        guard bits == 0 else { throw Malformed(offset: offset) }
                        continue
                    }
                    value = value &+ minimum &+ Int64(bitPattern: bits)
                    if bitWidth == 32 { value = Int64(Int32(truncatingIfNeeded: value)) }
                    values.append(value)
                }
            }
        }
        return values
    }
}
