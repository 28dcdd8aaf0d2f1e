/// The history of a run: the events in its files, in the order in which they happened.
///
/// A step alone does not show what came first. Runs are resumed, count in two units, and are
/// written by several processes. If the log does not decide, a timeline says so.
///
/// ```swift
/// var builder = TimelineBuilder()
/// builder.addFile(0, named: FileFacts(host: "a", process: 1))
/// builder.setRole(.loss, of: 7)
/// for step in 0..<10 {
///     let value: ValueKind = step < 8 ? .finite : .nan
///     builder.append(
///         LoggedPoint(file: 0, place: step, time: 1.7e9, step: Int64(step), value: value), of: 7)
/// }
/// print(builder.timeline().outcome)  // broken
/// ```
public struct Timeline: Sendable, Hashable {
    /// The writers, in the order in which they began.
    public var writers: [Writer]
    /// The outcome of each writer.
    public var outcomes: [WriterOutcome]
    /// Files whose points are all in another file; they do not belong to any writer.
    public var copies: [FileCopy]
    /// The stretches of the files that were not read, in file order.
    public var unread: [UnreadStretch]
    /// The starts that hide anything from TensorBoard, in each file, their steps growing.
    public var purges: [SessionStart]
    /// The role of each tag in training.
    public var roles: [Int: RoleHint]
    /// The index of each file in their order.
    var fileOrder: [Int: Int]

    /// The outcome of the run: that of the worst writer.
    public var outcome: Outcome { worst?.outcome ?? .healthy }

    /// The reason for which the outcome is unknown.
    public var reason: UnknownReason? { worst?.reason }

    /// Whether the outcome would differ if writers with an unknown relation were attempts of one
    /// writer.
    public var isHedged: Bool {
        guard Set(outcomes.map(\.outcome)).count > 1 else { return false }
        return writers.contains { writer in
            writer.relations.contains {
                if case .doubtful = $0 { true } else { false }
            }
        }
    }

    var worst: WriterOutcome? { outcomes.min { $0.severity < $1.severity } }

    /// The break to report first: the first of those that decide the outcome, or the break of a
    /// learning rate or an input before it.
    public var toldFirst: LocatedBreak? {
        guard let worst else { return nil }
        let deciding = outcomes.filter { $0.severity == worst.severity }.flatMap(\.deciding)
        guard let told = firstOfTraining(deciding) else { return nil }
        let causes = outcomes.flatMap { $0.others + $0.deciding }.filter {
            switch roles[$0.tag] ?? .unknown {
            case .learningRate, .input:
                $0.writer == told.writer && $0.attempt == told.attempt
                    && order(of: $0, told) == .before
            case .likelyTraining:
                $0.writer == told.writer && $0.attempt == told.attempt && $0.value.isOpen
                    && order(of: $0, told) == .before
            default: false
            }
        }
        return first(of: causes) ?? told
    }

    /// The breaks to report, the most important first: ``toldFirst``, the others that decide the
    /// outcome of a writer, and then the rest.
    public var breaks: [LocatedBreak] {
        var rest = outcomes.sorted { $0.severity < $1.severity }.flatMap(\.deciding)
        rest += outcomes.flatMap(\.others)
        guard let told = toldFirst else { return rest }
        return [told] + rest.filter { $0 != told }
    }

    /// Whether part of a file before a place was not read, so that "never" and "first" are not
    /// known.
    public func hasUnread(in file: Int, before place: Int) -> Bool {
        unread.contains { $0.file == file && $0.places.lowerBound < place }
    }

    /// Whether TensorBoard hides a value, by its own rule: a later start has the same step or a
    /// lower one.
    ///
    /// Follows `EventAccumulator._CheckForRestartAndMaybePurge`
    /// (`backend/event_processing/event_accumulator.py`). At most 64 starts with growing steps are
    /// kept for a file.
    public func isPurged(_ point: LoggedPoint) -> Bool {
        guard let order = fileOrder[point.file] else { return false }
        return purges.contains { start in
            guard let other = fileOrder[start.file], start.step <= point.step else { return false }
            return (other, start.place) > (order, point.place)
        }
    }
}

extension WriterOutcome {
    /// The rank of an outcome: the worst writer has the lowest.
    var severity: Int {
        switch outcome {
        case .broken: 0
        case .unknown: reason == .undecided || reason == .unread ? 4 : 1
        case .recoveredByRestart: 2
        case .recovered: 3
        case .undefinedMeasure: 5
        case .healthy: 6
        }
    }
}
