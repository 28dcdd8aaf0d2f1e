internal import TagRoles

/// The layers that a run's tags name, each with a number, and the nesting of their names.
struct LayerIndex {
    /// Each layer once, in the order in which tags first name it.
    private(set) var keys: [LayerKey] = []
    /// The layer of each tag.
    private(set) var ofTags: [Int] = []
    private let numbers: [LayerKey: Int]
    /// Layers whose names end alike, and that begin alike.
    let endings: LayerTree
    let beginnings: LayerTree
    let work: WorkCount

    init(_ tags: TagList) {
        var numbers: [LayerKey: Int] = [:]
        work = tags.work
        for tag in tags {
            let key = LayerKey(tag.meaning.layer)
            work.add(key.text.utf8.count)
            let number = numbers[key] ?? keys.count
            if number == keys.count {
                numbers[key] = number
                keys.append(key)
            }
            ofTags.append(number)
        }
        self.numbers = numbers
        endings = LayerTree(keys, isReversed: true, work)
        beginnings = LayerTree(keys, isReversed: false, work)
    }

    /// The layer with a name in the form of ``LayerKey/text``.
    func number(ofText text: String) -> Int? { numbers[LayerKey(text: text)] }

    /// The layers that match one of these.
    func matching(_ layers: some Sequence<Int>) -> [Bool] {
        var marks = LayerMarks(endings)
        for layer in layers { marks.add(layer, 0, work) }
        return keys.indices.map { marks.first(matching: $0, work) != nil }
    }
}
