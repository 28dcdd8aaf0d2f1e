/// Strings as places in a dictionary, or as they are where they are too many for one.
///
/// See "Dictionary Encoding" in Encodings.md.
struct StringEncoder: ValueEncoder {
    private(set) var page: [UInt8] = []
    private(set) var dictionary = ValueDictionary()
    private var runs = RunLengths()
    private var packer = BitPacker()
    private var bounds = StringBounds()
    private var table: ParquetStringTable?
    /// The place in the dictionary for each index of the table, or -1.
    private var places: [Int32] = []
    /// The indexes that have a place.
    private var placed: [Int32] = []
    private var isPlain = false
    /// The last index that was stored as it is.
    private var lastPlainIndex: Int32 = -1

    var openByteCount: Int { isPlain ? page.count : runs.byteCount + dictionary.bytes.count }
    var capacity: Int { page.capacity + runs.capacity + dictionary.bytes.capacity }

    var endsPage: Bool {
        (isPlain ? page.count : dictionary.bytes.count) >= ParquetFormat.stringPageByteLimit
    }

    var statistics: ValueStatistics { bounds.statistics }

    /// Whether the open page has to end before strings of another table.
    func endsPage(before strings: ParquetStringTable) -> Bool {
        table !== strings && !isPlain && !placed.isEmpty
    }

    /// Takes the strings that follow from a table.
    ///
    /// Places of one table mean nothing in another, and finding equal strings would take longer
    /// than storing them: a second table of a row group gets no place in the dictionary.
    mutating func use(_ strings: ParquetStringTable) {
        if table !== strings {
            if !placed.isEmpty { isPlain = true }
            forgetPlaces()
            places.removeAll(keepingCapacity: true)
            table = strings
            lastPlainIndex = -1
        }
        if places.count < strings.count {
            places.append(contentsOf: repeatElement(-1, count: strings.count - places.count))
        }
    }

    mutating func append(_ values: UnsafeBufferPointer<Int32>) {
        guard !isPlain else {
            for index in values { appendPlain(index) }
            return
        }
        guard let first = values.first else { return }
        if values.endOfRun(from: 0) == values.count {
            runs.append(place(of: first), count: values.count)
        } else {
            addPlaces(of: values)
            runs.append(values.count) { output in
                places.withUnsafeBufferPointer { places in
                    for index in 0..<values.count {
                        let place = places[Int(values[index])]
                        output[index] = UInt32(truncatingIfNeeded: place)
                    }
                }
            }
        }
    }

    mutating func append(repeating value: Int32, count: Int) {
        guard count > 0 else { return }
        if isPlain {
            for _ in 0..<count { appendPlain(value) }
        } else {
            runs.append(place(of: value), count: count)
        }
    }

    mutating func sealPage() -> PageEncoding {
        // A page without values needs no dictionary.
        guard !isPlain, dictionary.count > 0 else { return .plain }
        // A single string would need no bits; Arrow's writer takes one for it, too.
        let width = max(Int.bitWidth - (dictionary.count - 1).leadingZeroBitCount, 1)
        page.append(UInt8(width))
        runs.encode(width: width, packer: &packer, to: &page)
        return .rleDictionary
    }

    mutating func beginPage() {
        if dictionary.bytes.count >= ParquetFormat.stringPageByteLimit { isPlain = true }
        page.removeAll(keepingCapacity: true)
        runs.removeAll()
    }

    mutating func beginChunk() {
        isPlain = false
        lastPlainIndex = -1
        bounds = StringBounds()
        dictionary.count = 0
        dictionary.bytes.removeAll(keepingCapacity: true)
        forgetPlaces()
    }

    mutating func releaseMemory() {
        page = []
        runs = RunLengths()
        dictionary = ValueDictionary()
    }

    private mutating func forgetPlaces() {
        for index in placed { places[Int(index)] = -1 }
        placed.removeAll(keepingCapacity: true)
    }

    /// Gives a place to strings that have none.
    private mutating func addPlaces(of values: UnsafeBufferPointer<Int32>) {
        let lacksOne = places.withUnsafeBufferPointer { places in
            var signs: Int32 = 0
            for value in values {
                precondition(UInt(bitPattern: Int(value)) < UInt(places.count), "no such string")
                signs |= places[Int(value)]
            }
            return signs < 0
        }
        guard lacksOne else { return }
        for value in values { _ = place(of: value) }
    }

    private mutating func place(of index: Int32) -> UInt32 {
        let place = places[Int(index)]
        return place >= 0 ? UInt32(truncatingIfNeeded: place) : addPlace(index)
    }

    @inline(never)
    private mutating func addPlace(_ index: Int32) -> UInt32 {
        let place = dictionary.count
        places[Int(index)] = Int32(truncatingIfNeeded: place)
        placed.append(index)
        dictionary.count += 1
        table?.withBytes(at: Int(index)) {
            dictionary.bytes.appendLittleEndian(UInt32(truncatingIfNeeded: $0.count))
            dictionary.bytes.append(contentsOf: $0)
            bounds.add($0)
        }
        return UInt32(truncatingIfNeeded: place)
    }

    private mutating func appendPlain(_ index: Int32) {
        table?.withBytes(at: Int(index)) {
            page.appendLittleEndian(UInt32(truncatingIfNeeded: $0.count))
            page.append(contentsOf: $0)
            if index != lastPlainIndex { bounds.add($0) }
        }
        lastPlainIndex = index
    }
}
