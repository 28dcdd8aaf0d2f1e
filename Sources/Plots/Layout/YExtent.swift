/// The y values that a chart shows, and how many it leaves out.
struct YExtent: Sendable {
    let low: Double
    let high: Double
    /// Whether the bounds were asked for, so that they are kept as they are.
    let isGiven: Bool
    private(set) var aboveCount = 0
    private(set) var belowCount = 0

    /// The extent of the values that are drawn; nil if there are none.
    ///
    /// - Parameters:
    ///   - curves: The curves.
    ///   - range: The values that are asked for.
    ///   - floor: Values must be greater than this.
    init?(_ curves: [ChartContent.Entry], _ range: YRange, floor: Double) {
        guard let all = Self.extent(curves, floor) else { return nil }
        var extent = all
        var isGiven = false
        switch range {
        case .all: break
        case .ignoringOutliers:
            let values = curves.flatMap { entry in
                entry.drawnY.prefix(entry.curve.count).filter { $0 > floor && $0 < .infinity }
            }
            extent = Quantile.extentIgnoringOutliers(of: values) ?? all
        case .between(let first, let second):
            let (low, high) = (min(first, second), max(first, second))
            if low.isFinite, high.isFinite, low < high, low > floor {
                extent = low...high
                isGiven = true
            }
        }
        low = extent.lowerBound
        high = extent.upperBound
        self.isGiven = isGiven
        guard low > all.lowerBound || high < all.upperBound else { return }
        for entry in curves {
            for value in entry.drawnY.prefix(entry.curve.count) where value.isFinite {
                if value > high { aboveCount += 1 }
                if value < low, value > floor { belowCount += 1 }
            }
        }
    }

    private static func extent(
        _ curves: [ChartContent.Entry],
        _ floor: Double
    ) -> ClosedRange<Double>? {
        var low = Double.infinity
        var high = -Double.infinity
        for entry in curves {
            for index in 0..<entry.curve.count {
                let value = entry.drawnY[index]
                guard value > floor, value < .infinity else { continue }
                guard entry.curve.x[index].isFinite else { continue }
                if value < low { low = value }
                if value > high { high = value }
            }
        }
        return low <= high ? low...high : nil
    }
}
