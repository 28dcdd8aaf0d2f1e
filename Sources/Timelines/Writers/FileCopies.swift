/// A file whose points are all in another file of the run: they are counted once.
public struct FileCopy: Sendable, Hashable {
    /// The copy, which may be truncated.
    public var file: Int
    /// The file that contains its points, and perhaps more.
    public var original: Int
}

/// Finds copies among the files of a run.
///
/// Points are compared by time, step, tag and value: all of them up to 64 per tag in each
/// segment, otherwise a sample of 64.
struct CopyFinder {
    private var filesByStart: [Start: [FileReading]] = [:]

    private struct Start: Hashable {
        var time: Double
        var step: Int64
    }

    /// The file of which this one is a copy.
    ///
    /// Call it with the files in descending order of their number of values.
    mutating func original(of reading: FileReading) -> Int? {
        guard let segment = reading.segments.first(where: { !$0.isEmpty }) else { return nil }
        guard let first = segment.tags.min(by: { $0.value.first.place < $1.value.first.place })
        else { return nil }
        let point = first.value.first
        let start = Start(time: point.time, step: point.step)
        let candidates = filesByStart[start] ?? []
        for candidate in candidates where reading.isPart(of: candidate) { return candidate.index }
        filesByStart[start, default: []].append(reading)
        return nil
    }
}

extension FileReading {
    fileprivate func isPart(of other: FileReading) -> Bool {
        guard valueCount <= other.valueCount, segments.count <= other.segments.count else {
            return false
        }
        for (segment, theirs) in zip(segments, other.segments) {
            for (tag, stretch) in segment.tags {
                guard let original = theirs.tags[tag], stretch.count <= original.count,
                    stretch.sample.isPart(of: original.sample)
                else { return false }
            }
        }
        return true
    }
}

extension StepSample {
    /// Whether every point above the other's threshold is in the other sample.
    fileprivate func isPart(of other: StepSample) -> Bool {
        var known: [Identity: Int] = [:]
        for point in other.points { known[Identity(point), default: 0] += 1 }
        let threshold = other.threshold
        for point in points {
            let identity = Identity(point)
            if let count = known[identity], count > 0 {
                known[identity] = count - 1
            } else if threshold.map({ point.rank.0 > $0.0 }) ?? true {
                return false
            }
        }
        return true
    }

    private struct Identity: Hashable {
        var step: Int64
        var time: Double
        var mark: UInt32

        init(_ point: SampledPoint) {
            step = point.step
            time = point.time
            mark = point.mark
        }
    }
}
