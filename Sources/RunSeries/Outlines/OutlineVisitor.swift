internal import ClampedArithmetic
internal import NonFiniteNumbers
internal import TensorBoardEvents

/// Sums up the values of each tag.
struct OutlineVisitor: JoiningVisitor {
    /// What is known of a tag's values.
    struct Sums {
        let kind: SeriesKind
        var plugin: String?
        var dtype: DataType?
        var pointCount = 0
        var byteCount = 0
        /// Values that are not finite, or hold such numbers.
        var nonFiniteCount = 0
        /// Values that are too large for memory, of which this is not known.
        var unknownCount = 0
        var first = End()
        var last = End()
        var steps: ClosedRange<Int64> = 0...0
        var increments = StepIncrements()
        var statistics = NumberStatistics()
    }

    /// The first or last value of a tag.
    struct End {
        var step: Int64 = 0
        var wallTime = 0.0
        /// The number of a scalar.
        var value: Double?
    }

    private(set) var tags: [Sums] = []
    private let check = FiniteCheck()

    mutating func addTag(_ tag: SeriesTag, plugin: String?, dtype: DataType?) {
        tags.append(Sums(kind: tag.kind, plugin: plugin, dtype: dtype))
    }

    func plugin(of tag: Int) -> String? { tags[tag].plugin }

    func dtype(of tag: Int) -> DataType? { tags[tag].dtype }

    @inline(__always)
    mutating func take(_ number: Double, at place: ValuePlace, tag: Int) {
        tags[tag].add(End(step: place.step, wallTime: place.wallTime, value: number), place)
        if number.isFinite {
            tags[tag].statistics.add(number, step: place.step)
        } else {
            tags[tag].nonFiniteCount += 1
        }
    }

    mutating func take(
        _ content: ValueView.Content?,
        role: PluginRole,
        at place: ValuePlace,
        tag: Int
    ) {
        tags[tag].add(End(step: place.step, wallTime: place.wallTime), place)
        if let content {
            if !check.isFinite(content, role) { tags[tag].nonFiniteCount += 1 }
        } else {
            tags[tag].unknownCount += 1
        }
    }

    mutating func endPart() {
        for tag in tags.indices { tags[tag].statistics.endPart() }
    }

    mutating func append(_ next: OutlineVisitor, renumbering tag: (Int) -> Int) {
        for index in next.tags.indices { tags[tag(index)].append(next.tags[index]) }
    }
}

extension OutlineVisitor.Sums {
    @inline(__always)
    mutating func add(_ point: OutlineVisitor.End, _ place: ValuePlace) {
        if pointCount == 0 {
            first = point
            steps = point.step...point.step
        } else {
            increments.add(point.step.subtractingClamped(last.step))
            if point.step > steps.upperBound {
                steps = steps.lowerBound...point.step
            } else if point.step < steps.lowerBound {
                steps = point.step...steps.upperBound
            }
        }
        last = point
        pointCount += 1
        byteCount += place.byteCount
    }

    /// Adds the values of the next part or file.
    mutating func append(_ next: Self) {
        guard next.pointCount > 0 else { return }
        if pointCount == 0 {
            let (kind, plugin, dtype) = (kind, plugin ?? next.plugin, dtype ?? next.dtype)
            self = Self(kind: kind, next)
            (self.plugin, self.dtype) = (plugin, dtype)
            return
        }
        increments.append(next.increments, gap: next.first.step.subtractingClamped(last.step))
        steps =
            min(
                steps.lowerBound,
                next.steps.lowerBound
            )...max(
                steps.upperBound,
                next.steps.upperBound
            )
        last = next.last
        pointCount.addClamped(next.pointCount)
        byteCount.addClamped(next.byteCount)
        nonFiniteCount.addClamped(next.nonFiniteCount)
        unknownCount.addClamped(next.unknownCount)
        statistics.append(next.statistics)
        dtype = dtype ?? next.dtype
        plugin = plugin ?? next.plugin
    }

    private init(kind: SeriesKind, _ other: Self) {
        self.init(kind: kind)
        pointCount = other.pointCount
        byteCount = other.byteCount
        nonFiniteCount = other.nonFiniteCount
        unknownCount = other.unknownCount
        first = other.first
        last = other.last
        steps = other.steps
        increments = other.increments
        statistics = other.statistics
    }
}
