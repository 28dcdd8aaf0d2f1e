#if DEBUG
import Logdirs
import TensorBoardEvents
import TestSupport
import Testing
import Timelines

@testable import EventInspector

/// An analysis works in proportion to the tags.
///
/// Twice as many take twice the steps, and a sort's logarithm. Looks at tags, bytes of names
/// compared, and nodes of trees are counted; no time is measured.
@Suite(.tags(.slow), .unlessSkipped) struct LinearWorkTests {
    @Test(arguments: TagScheme.allCases)
    func theWorkForAnOriginIsProportionalToItsTags(scheme: TagScheme) {
        let (one, two) = (steps(scheme, layers: 300), steps(scheme, layers: 600))
        // Comparing all with all would take four times as many.
        #expect(Double(two) < 2.6 * Double(one), "\(one) steps grew to \(two)")
    }

    private func steps(_ scheme: TagScheme, layers: Int) -> Int {
        let evidence = scheme.evidence(layers: layers)
        let before = evidence.tags.work.steps
        let analysis = OriginAnalysis(evidence)
        if let verdict = analysis.verdict() {
            _ = CauseFinder(analysis: analysis, verdict: verdict).causes()
            if let story = Self.story(analysis, verdict) {
                _ = (story.spread, story.history, story.advice(for: []), story.notes(Wording()))
            } else {
                Issue.record("nothing is told")
            }
        } else {
            Issue.record("nothing broke")
        }
        return evidence.tags.work.steps - before
    }

    /// The story of a run in which the tag at fault broke once.
    private static func story(
        _ analysis: OriginAnalysis,
        _ verdict: OriginVerdict
    ) -> OriginStory? {
        var builder = TimelineBuilder()
        builder.setRole(.loss, of: verdict.tag)
        for step in 0..<9 as Range<Int64> {
            builder.append(
                LoggedPoint(file: 0, place: Int(step), time: 1.7e9, step: step),
                of: verdict.tag
            )
        }
        let bad = LoggedPoint(file: 0, place: 9, time: 1.7e9, step: 9, value: .nan)
        builder.append(bad, of: verdict.tag)
        let look = RunLook(
            timeline: builder.timeline(),
            windows: [],
            tags: Array(analysis.evidence.tags),
            graph: nil,
            isRead: true,
            isSelective: false
        )
        guard let told = look.timeline.told.first else { return nil }
        let file = LogdirFile(
            logdir: "",
            path: nil,
            relativePath: "f",
            run: ".",
            content: .events
        )
        return OriginStory(
            told,
            located: told.located,
            of: look,
            run: RunPlan.Run(logdir: "", name: ".", files: [file]),
            analysis: analysis,
            verdict: verdict
        )
    }
}

/// Ways in which a large model's tags may be named.
enum TagScheme: String, CaseIterable {
    case threeTagsOfEachLayer, onlyGradients, onlyParameters, manyOfOneLayer, tensorsOfNoRole
    case layersInLayers, sharedEndings, mixedWithGraph, diverging, inputsAndOutputs

    func evidence(layers: Int) -> RunEvidence {
        var evidence = RunEvidence(
            target: OriginTarget(step: 9, file: 0, offset: 0, lastFiniteStep: 8)
        )
        for layer in 0..<layers {
            for (name, isScalar) in names(layer) {
                evidence.tags.append(tag(name, isScalar, layer, of: layers, evidence.tags.count))
            }
        }
        if self == .mixedWithGraph {
            var graph = WireWriter()
            for layer in 0..<layers {
                graph.message(1) { node in
                    node.delimited(1, "Net/Linear[layer\(layer)]/weight".utf8)
                    node.delimited(2, "aten::linear".utf8)
                }
            }
            evidence.graph = graph.bytes.withUnsafeBytes { GraphOrder($0) }
        }
        return evidence
    }

    private func names(_ layer: Int) -> [(String, isScalar: Bool)] {
        switch self {
        case .threeTagsOfEachLayer, .mixedWithGraph:
            [
                ("gradient/layer\(layer)/w", false), ("activation/layer\(layer)/w", false),
                ("weight/layer\(layer)/w", false),
            ]
        case .onlyGradients: [("grads/layer\(layer)/weight", true)]
        case .onlyParameters: [("layer\(layer).weight", false)]
        case .manyOfOneLayer: [("block/output/x\(layer % 7)/max", true), ("grad/block/w", false)]
        case .tensorsOfNoRole: [("probe\(layer)/thing", false), ("grad/probe\(layer)/w", false)]
        case .layersInLayers:
            [
                ("activation/" + String(repeating: "a/", count: layer % 30) + "b", false),
                ("grad/" + String(repeating: "a/", count: layer % 30) + "b\(layer)/w", false),
            ]
        case .sharedEndings:
            [("activation/m\(layer)/attn/q", false), ("grad/n\(layer)/attn/q/weight", false)]
        case .diverging: [("loss\(layer)/loss", true), ("activation/l\(layer)", false)]
        case .inputsAndOutputs:
            [("input/l\(layer)", false), ("output/l\(layer)", false), ("grad/l\(layer)/w", false)]
        }
    }

    /// A tag of which every other one broke at step 9.
    private func tag(
        _ name: String,
        _ isScalar: Bool,
        _ layer: Int,
        of layers: Int,
        _ order: Int
    ) -> TagEvidence {
        var tag = TagEvidence(
            name: name,
            meaning: TagGrammar().meaning(of: name, isScalar: isScalar),
            isScalar: isScalar
        )
        tag.isTensor = !isScalar
        tag.firstStep = 0
        let isBad = layer % 2 == 1 || layers == 1
        func point(_ step: Int64, _ number: Double) -> TagPoint {
            TagPoint(
                step: step,
                wallTime: Double(step),
                order: order,
                file: 0,
                place: Int(step),
                facts: TensorFacts(number: number, .float)
            )
        }
        tag.before = (0..<8).map { point($0, self == .diverging ? Double(1 << (4 * $0)) : 1) }
        tag.at = point(9, isBad ? .nan : 0)
        tag.after = [point(10, isBad ? .nan : 1)]
        return tag
    }
}
#endif
