internal import TagRoles
internal import TextOutput

/// Chooses the steps to look at a second time, from the scan's findings.
///
/// The timeline, which decides which break is told, is only known after the second reading. So each
/// place at which that break may have begun is a target: the first value of a tag's last stretch,
/// if it was not finite again, and the first value of all, by place and by step.
struct OriginTargets {
    private struct Start {
        var target: OriginTarget
        var segment: Int
        var role: TagRole
        /// Whether the tag was not finite again.
        var isOpen: Bool

        var place: (Int, Int) { (target.file, target.offset) }
        var isTraining: Bool { role != .metric && role != .unknown && role != .lossScale }
    }

    private var starts: [Start] = []
    private(set) var targets: [OriginTarget] = []

    /// Chooses targets.
    ///
    /// - Parameters:
    ///   - findings: The findings that are not expected, in their order.
    ///   - grammar: The meanings of tags.
    init(_ findings: ArraySlice<RunFinding>, grammar: TagGrammar) {
        var roles: [ExactName: TagRole] = [:]
        for finding in findings {
            let name = ExactName(finding.tag)
            let isScalar = finding.first.observation.shape?.dimensions.isEmpty ?? true
            let role =
                roles[name] ?? grammar.meaning(of: finding.tag, isScalar: isScalar).role
            roles[name] = role
            add(finding, role: role)
        }
        choose()
    }

    private mutating func add(_ finding: RunFinding, role: TagRole) {
        let first = finding.first
        let last = finding.history.lastStart
        let isOneStretch = finding.history.stretchCount <= 1
        starts.append(
            Start(
                target: OriginTarget(
                    step: first.point.step,
                    file: first.file,
                    offset: first.point.offset,
                    lastFiniteStep: finding.history.lastFinite?.step
                ),
                segment: first.segment,
                role: role,
                isOpen: finding.isTerminal && isOneStretch
            )
        )
        guard !isOneStretch else { return }
        starts.append(
            Start(
                target: OriginTarget(
                    step: last.step,
                    file: last.file,
                    offset: last.offset,
                    lastFiniteStep: nil
                ),
                segment: last.segment,
                role: role,
                isOpen: finding.isTerminal
            )
        )
    }

    private mutating func choose() {
        let open = starts.filter { $0.isOpen && $0.isTraining }
        // Of two units of steps each may have begun first.
        take(open) { $0.place < $1.place }
        take(open) { $0.target.step < $1.target.step }
        take(open.filter(isNew)) { $0.place < $1.place }
        take(starts) { ($0.segment, $0.target.step) < ($1.segment, $1.target.step) }
        take(starts.filter { [.learningRate, .data].contains($0.role) }) { $0.place < $1.place }
        let training = starts.filter(\.isTraining)
        take(training) { $0.place < $1.place }
        take(starts) { $0.place < $1.place }
        for segment in Set(starts.map(\.segment)).sorted().prefix(Self.segmentLimit) {
            take(training.filter { $0.segment == segment }) { $0.target.step < $1.target.step }
        }
        take(training.filter(isNew)) { $0.place < $1.place }
        take(starts.filter(isNew)) { $0.place < $1.place }
    }

    private mutating func take(_ starts: [Start], by isBefore: (Start, Start) -> Bool) {
        guard targets.count < Self.limit, let first = starts.min(by: isBefore), isNew(first) else {
            return
        }
        targets.append(first.target)
    }

    private func isNew(_ start: Start) -> Bool {
        !targets.contains { $0.step == start.target.step && $0.file == start.target.file }
    }

    private static let limit = 4
    private static let segmentLimit = 8
}
