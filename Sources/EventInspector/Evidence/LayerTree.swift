internal import TagRoles

/// Names with common beginnings, part by part, as a tree: nesting is found without comparing all
/// pairs of names.
///
/// A node represents the parts with which the names below it begin; there are at most two for each
/// name. Building it requires a sort, and each query as many steps as a name has parts.
struct LayerTree {
    /// Above each node, -1 above the root.
    private(set) var parents: [Int32] = [-1]
    /// The bytes of the beginning that a node stands for.
    private(set) var byteCounts: [Int32] = [0]
    /// The node of each name.
    private(set) var nodes: [Int32] = []
    /// The bytes of each name without its last part.
    private(set) var headByteCounts: [Int32] = []

    /// Creates the tree of layers with common beginnings, or common ends if it is reversed.
    init(_ keys: [LayerKey], isReversed: Bool, _ work: WorkCount) {
        var bytes: [UInt8] = []
        var ranges: [Range<Int>] = []
        for key in keys {
            let start = bytes.count
            for byte in key.text.utf8 { bytes.append(Self.ordered(byte)) }
            if isReversed { bytes[start...].reverse() }
            ranges.append(start..<bytes.count)
        }
        nodes = Array(repeating: 0, count: keys.count)
        headByteCounts = bytes.withUnsafeBytes { bytes in
            ranges.map { Int32(clamping: Self.lastSeparator(in: bytes[$0]) ?? 0) }
        }
        bytes.withUnsafeBytes { bytes in
            let names = ranges.map { UnsafeRawBufferPointer(rebasing: bytes[$0]) }
            let order = names.indices.sorted { Self.isBefore(names[$0], names[$1], work) }
            grow(order.map { ($0, names[$0]) }, work)
        }
    }

    /// Adds the names in order: each shares a beginning with the one before it.
    private mutating func grow(
        _ names: [(key: Int, bytes: UnsafeRawBufferPointer)],
        _ work: WorkCount
    ) {
        var path = [Int32(0)]
        var previous = UnsafeRawBufferPointer(start: nil, count: 0)
        for (key, name) in names {
            let shared = Self.sharedByteCount(previous, name, work)
            var below: Int32?
            while let top = path.last, byteCounts[Int(top)] > shared {
                below = top
                path.removeLast()
            }
            if let below, let top = path.last, byteCounts[Int(top)] < shared {
                let node = add(under: top, byteCount: shared)
                parents[Int(below)] = node
                path.append(node)
            }
            if let top = path.last {
                if byteCounts[Int(top)] < name.count {
                    path.append(add(under: top, byteCount: name.count))
                }
                nodes[key] = path.last ?? top
            }
            previous = name
        }
    }

    private mutating func add(under parent: Int32, byteCount: Int) -> Int32 {
        parents.append(parent)
        byteCounts.append(Int32(clamping: byteCount))
        return Int32(clamping: parents.count - 1)
    }

    /// The length of the common beginning of two names, in whole parts.
    private static func sharedByteCount(
        _ left: UnsafeRawBufferPointer,
        _ right: UnsafeRawBufferPointer,
        _ work: WorkCount
    ) -> Int {
        var end = 0
        while end < left.count, end < right.count, left[end] == right[end] { end += 1 }
        work.add(end)
        let endsPart = { (name: UnsafeRawBufferPointer) in
            end == name.count || name[end] == separator
        }
        if endsPart(left), endsPart(right) { return end }
        return lastSeparator(in: left[..<end]) ?? 0
    }

    private static func lastSeparator(in bytes: Slice<UnsafeRawBufferPointer>) -> Int? {
        bytes.lastIndex(of: separator).map { $0 - bytes.startIndex }
    }

    private static func isBefore(
        _ left: UnsafeRawBufferPointer,
        _ right: UnsafeRawBufferPointer,
        _ work: WorkCount
    ) -> Bool {
        var index = 0
        while index < left.count, index < right.count, left[index] == right[index] { index += 1 }
        work.add(index + 1)
        guard index < right.count else { return false }
        return index == left.count || left[index] < right[index]
    }

    /// The separator sorts before all other bytes, so that a layer's contents directly follow it;
    /// the byte that makes room for it never occurs in UTF-8.
    private static func ordered(_ byte: UInt8) -> UInt8 {
        byte == LayerKey.separator ? separator : byte == separator ? 0xff : byte
    }

    private static let separator: UInt8 = 0
}

/// Numbered layers, searched for those that match another: one of the two names ends with the
/// other.
struct LayerMarks {
    private let tree: LayerTree
    /// The smallest number of a node itself, and of all below it.
    private var own: [Int]
    private var below: [Int]

    /// No layer has a number yet.
    init(_ endings: LayerTree) {
        tree = endings
        own = Array(repeating: .max, count: endings.parents.count)
        below = own
    }

    /// Numbers a layer.
    mutating func add(_ layer: Int, _ number: Int, _ work: WorkCount) {
        var node = Int(tree.nodes[layer])
        // The empty name is in every other, and matches none.
        guard node > 0 else { return }
        own[node] = min(own[node], number)
        while node > 0 {
            work.add(1)
            below[node] = min(below[node], number)
            node = Int(tree.parents[node])
        }
    }

    /// The smallest number among the layers that match one.
    func first(matching layer: Int, _ work: WorkCount) -> Int? {
        var node = Int(tree.nodes[layer])
        guard node > 0 else { return nil }
        var first = below[node]
        while node > 0 {
            work.add(1)
            first = min(first, own[node])
            node = Int(tree.parents[node])
        }
        return first == .max ? nil : first
    }
}

/// Numbered layers, searched for the last one near another.
struct LayerHeads {
    private let tree: LayerTree
    private var last: [Int]

    /// No layer has a number yet.
    init(_ beginnings: LayerTree) {
        tree = beginnings
        last = Array(repeating: -1, count: beginnings.parents.count)
    }

    /// Numbers a layer; the number must be larger than those before.
    mutating func add(_ layer: Int, _ number: Int, _ work: WorkCount) {
        var node = Int(tree.nodes[layer])
        while node > 0 {
            work.add(1)
            last[node] = number
            node = Int(tree.parents[node])
        }
    }

    /// The last of those that share the longest beginning with a layer: at least one part, without
    /// its last part.
    func last(near layer: Int, _ work: WorkCount) -> Int? {
        let head = tree.headByteCounts[layer]
        guard head > 0 else { return nil }
        var node = Int(tree.nodes[layer])
        // If nothing else begins with the head, only the layer's contents do.
        let parent = Int(tree.parents[node])
        if tree.byteCounts[parent] == head { node = parent }
        while node > 0 {
            work.add(1)
            if last[node] >= 0 { return last[node] }
            node = Int(tree.parents[node])
        }
        return nil
    }
}
