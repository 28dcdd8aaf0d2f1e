/// What broke first in one segment of a run, with everything that was read to find out.
struct OriginStory {
    var segment: Int
    var analysis: OriginAnalysis
    var verdict: OriginVerdict
    /// The earlier steps that were not failures, such as those that mixed precision skipped.
    var harmless: [(step: Int64, why: String)] = []

    var evidence: RunEvidence { analysis.evidence }
    var step: Int64 { evidence.target.step }
    var tag: TagEvidence { evidence.tags[verdict.tag] }

    /// The last step at which the tag was known to be finite.
    var lastFiniteStep: Int64? { tag.lastFinite?.step }
}
