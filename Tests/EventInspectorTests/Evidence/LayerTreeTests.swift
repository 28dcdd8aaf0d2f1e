import TestSupport
import Testing

@testable import EventInspector

/// The trees of layers answer as a comparison of each name with each would.
@Suite struct LayerTreeTests {
    @Test(arguments: TestDepth.seeds(6, of: 20))
    func treesAgreeWithComparingAll(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var keys = Set<LayerKey>()
        for _ in 0..<60 {
            let parts = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                ["a", "b", "ab", "a\u{0}", "é", "b1"].randomElement(using: &random) ?? ""
            }
            keys.insert(LayerKey(parts.joined(separator: "/")))
        }
        let layers = keys.sorted { $0.text < $1.text }.shuffled(using: &random)
        let work = WorkCount()
        var marks = LayerMarks(LayerTree(layers, isReversed: true, work))
        var heads = LayerHeads(LayerTree(layers, isReversed: false, work))
        var known: [LayerKey] = []
        for layer in layers.indices {
            for (asked, key) in layers.enumerated() {
                let place = "\(key.text) among \(known.map(\.text))"
                #expect(marks.first(matching: asked, work) == first(known, key), "\(place)")
                #expect(heads.last(near: asked, work) == last(known, key), "\(place)")
            }
            marks.add(layer, known.count, work)
            heads.add(layer, known.count, work)
            known.append(layers[layer])
        }
    }

    private func first(_ known: [LayerKey], _ key: LayerKey) -> Int? {
        known.firstIndex { $0.matches(key) }
    }

    /// The last that shares the longest beginning, without the key's last part.
    private func last(_ known: [LayerKey], _ key: LayerKey) -> Int? {
        for length in stride(from: key.parts.count - 1, to: 0, by: -1) {
            let head = key.parts.prefix(length)
            if let found = known.lastIndex(where: { $0.parts.starts(with: head) }) { return found }
        }
        return nil
    }

    @Test func aRuleMatchesTheShortestLayer() throws {
        let rules = try TagRules("output probe/{layer}/x*\ngradient {layer}?é")
        #expect(rules.first(matching: "probe/fc1/x/x1")?.layer == "fc1")
        #expect(rules.first(matching: "fc1-é")?.layer == "fc1")
        #expect(rules.first(matching: "é-é")?.layer == "é")
    }
}
