import Timelines

/// The definitions, followed naively over all values of a run: slow, and in no other way like the
/// code that it judges.
///
/// It holds for runs in which a tag has at most 64 values in a file, and no session has more than
/// 64 starts: beyond that the code under test decides by samples.
struct Oracle {
    typealias Point = LoggedPoint

    /// A stretch of values between two starts, or from a file's beginning.
    struct Piece {
        var file: Int
        var hasStart: Bool
        var values: [(tag: Int, point: Point)]

        func points(_ tag: Int) -> [Point] { values.filter { $0.tag == tag }.map(\.point) }
        var tags: [Int] { Array(Set(values.map(\.tag))).sorted() }
    }

    struct Attempt {
        var beginning: AttemptBeginning
        var values: [(tag: Int, point: Point)]

        func points(_ tag: Int) -> [Point] { values.filter { $0.tag == tag }.map(\.point) }
    }

    struct Writer {
        var files: [Int] = []
        var attempts: [Attempt] = []
    }

    let run: MadeRun

    // MARK: - Passes and breaks

    /// The indices of the values that begin a pass, the first one's included.
    static func passes(_ steps: [Int64]) -> (starts: [Int], jitters: Bool) {
        var falls: [Int64] = []
        var elsewhere = 0
        for index in steps.indices.dropFirst() where steps[index] < steps[index - 1] {
            falls.append(steps[index - 1] - steps[index])
            if steps[index] > steps[0] { elsewhere += 1 }
        }
        let jitters = elsewhere >= 3 && elsewhere * 20 > steps.count
        let median = falls.isEmpty ? 0 : falls.sorted()[(falls.count - 1) / 2]
        var starts = [0]
        for index in steps.indices.dropFirst() where steps[index] < steps[index - 1] {
            let present = steps[(starts.last ?? 0)..<index]
            guard present.filter({ $0 >= steps[index] }).count >= 3, index + 2 < steps.count,
                let top = present.max()
            else { continue }
            let next = Array(steps[index...index + 2])
            if jitters {
                guard steps[index - 1] - steps[index] > 4 * median,
                    next.allSatisfy({ top - $0 > 4 * median }),
                    let low = next.min(), let high = next.max(),
                    present.contains(where: { $0 >= low && $0 <= high })
                else { continue }
            } else {
                guard next == next.sorted(), next[2] <= top else { continue }
                var reach = steps[index]
                for step in steps[index...] {
                    guard step >= reach, step <= top else { break }
                    reach = step
                }
                guard present.contains(where: { $0 >= steps[index] && $0 <= reach }) else {
                    continue
                }
            }
            starts.append(index)
        }
        return (starts, jitters)
    }

    struct FoundBreak: Equatable {
        var first: Point
        var last: Point
        var count: Int
        var before: Point?
        var after: Point?
        var pass: Int
    }

    static func breaks(_ points: [Point], passes: [Int]) -> [FoundBreak] {
        var found: [FoundBreak] = []
        for (number, start) in passes.enumerated() {
            let end = number + 1 < passes.count ? passes[number + 1] : points.count
            let pass = points[start..<end]
            var index = start
            while index < end {
                guard !points[index].value.isFinite else {
                    index += 1
                    continue
                }
                let stretch = pass[index...].prefix { !$0.value.isFinite }
                found.append(
                    FoundBreak(
                        first: points[index],
                        last: points[stretch.endIndex - 1],
                        count: stretch.count,
                        before: index > start ? points[index - 1] : nil,
                        after: stretch.endIndex < end ? points[stretch.endIndex] : nil,
                        pass: number + 1
                    )
                )
                index = stretch.endIndex
            }
        }
        return found
    }

    // MARK: - Writers and attempts

    private func pieces(_ file: Int) -> [Piece] {
        var pieces = [Piece(file: file, hasStart: false, values: [])]
        for event in run.files[file].events {
            switch event {
            case .value(let point, let tag): pieces[pieces.count - 1].values.append((tag, point))
            case .start: pieces.append(Piece(file: file, hasStart: true, values: []))
            case .unread: break
            }
        }
        var joined: [Piece] = []
        for piece in pieces where !piece.values.isEmpty { joined.append(piece) }
        // What stands before the first start, if it is nothing but tags with one value, opens the
        // piece after it.
        if joined.count > 1, !joined[0].hasStart,
            joined[0].tags.allSatisfy({ joined[0].points($0).count == 1 })
        {
            joined[1].values = joined[0].values + joined[1].values
            joined.removeFirst()
        }
        return joined
    }

    private func points(_ file: Int) -> [(tag: Int, point: Point)] {
        pieces(file).flatMap(\.values)
    }

    func writers() -> [Writer] {
        let order = run.files.indices.filter { !points($0).isEmpty }.sorted {
            let first = points($0)[0].point.time
            let second = points($1)[0].point.time
            return first == second ? $0 < $1 : first < second
        }
        var writers: [Writer] = []
        for file in order {
            let fitting = writers.indices.filter { index in
                sharesTag(writers[index], file)
                    && !writers[index].files.contains { areConcurrent($0, file) }
            }
            let best = fitting.max { fit(writers[$0], file) < fit(writers[$1], file) }
            if let best, let beginning = beginning(of: file, in: writers[best]) {
                add(file, to: &writers[best], beginning: beginning)
            } else {
                var writer = Writer()
                add(file, to: &writer, beginning: .some(.first))
                writers.append(writer)
            }
        }
        return writers
    }

    private func sharesTag(_ writer: Writer, _ file: Int) -> Bool {
        let tags = Set(points(file).map(\.tag))
        return writer.files.contains { points($0).contains { tags.contains($0.tag) } }
    }

    private func fit(_ writer: Writer, _ file: Int) -> (Int, Int, Double) {
        let host = run.files[file].facts.host
        let isSame = host != nil && writer.files.contains { run.files[$0].facts.host == host }
        let all = writer.attempts.flatMap(\.values)
        let moves = Set(points(file).map(\.tag)).contains { tag in
            Set(all.filter { $0.tag == tag }.map(\.point.step)).count > 1
        }
        let end = all.map(\.point.time).max() ?? 0
        return (isSame ? 1 : 0, moves ? 1 : 0, end)
    }

    private func areConcurrent(_ first: Int, _ second: Int) -> Bool {
        Set(points(first).map(\.tag)).contains { tag in
            let own = points(first).filter { $0.tag == tag }.map(\.point.time)
            let others = points(second).filter { $0.tag == tag }.map(\.point.time)
            guard let low = own.min(), let high = own.max(), let otherLow = others.min(),
                let otherHigh = others.max()
            else { return false }
            let least = max(3, Double(min(own.count, others.count)) / 10)
            return Double(own.filter { $0 >= otherLow && $0 <= otherHigh }.count) >= least
                && Double(others.filter { $0 >= low && $0 <= high }.count) >= least
        }
    }

    /// What a piece is to the attempts before it: nil where it begins nothing.
    private func votes(
        _ piece: Piece,
        _ writer: Writer,
        isOtherFile: Bool
    ) -> (common: Int, moving: Int, back: [Point], again: Int) {
        var result = (common: 0, moving: 0, back: [Point](), again: 0)
        for tag in piece.tags {
            guard let last = writer.attempts.last(where: { !$0.points(tag).isEmpty }) else {
                continue
            }
            result.common += 1
            let earlier = last.points(tag).map(\.step)
            let all = writer.attempts.flatMap { $0.points(tag) }.map(\.step)
            let own = piece.points(tag)
            guard Set(all + own.map(\.step)).count > 1, let highest = earlier.max(),
                let first = own.first
            else { continue }
            result.moving += 1
            let isBack = first.step < highest || (isOtherFile && first.step <= all[0])
            guard isBack else { continue }
            result.back.append(first)
            let increments = zip(earlier, earlier.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }
            let usual = increments.isEmpty ? 0 : increments.sorted()[(increments.count - 1) / 2]
            if first.step <= all[0] || (first.step >= 0 && first.step <= usual) {
                result.again += 1
            }
        }
        return result
    }

    private func beginning(
        _ votes: (common: Int, moving: Int, back: [Point], again: Int)
    ) -> AttemptBeginning? {
        guard votes.back.count * 2 > votes.moving else { return nil }
        if votes.again * 2 > votes.back.count { return .runAgain }
        let first = votes.back.min { ($0.place, $0.step) < ($1.place, $1.step) }
        return .restarted(step: first?.step ?? 0)
    }

    /// Nil where the log does not tell, and the file is a writer of its own.
    private func beginning(of file: Int, in writer: Writer) -> AttemptBeginning?? {
        guard let opening = pieces(file).first else { return .some(nil) }
        let votes = votes(opening, writer, isOtherFile: true)
        let found = beginning(votes)
        if opening.hasStart { return .some(found) }
        if votes.common > 0, votes.moving == 0 { return nil }
        guard found == .runAgain else { return .some(found) }
        let facts = run.files[file].facts
        let hosts = writer.files.map { run.files[$0].facts }.filter { $0.host == facts.host }
        if facts.host == nil || hosts.isEmpty { return nil }
        if hosts.contains(where: { $0.process != nil && $0.process == facts.process }) {
            return nil
        }
        return .some(found)
    }

    private func add(_ file: Int, to writer: inout Writer, beginning: AttemptBeginning?) {
        for (index, piece) in pieces(file).enumerated() {
            let found =
                index == 0
                ? beginning : self.beginning(votes(piece, writer, isOtherFile: false))
            if let found {
                writer.attempts.append(Attempt(beginning: found, values: piece.values))
            } else {
                writer.attempts[writer.attempts.count - 1].values += piece.values
            }
        }
        writer.files.append(file)
    }
}
