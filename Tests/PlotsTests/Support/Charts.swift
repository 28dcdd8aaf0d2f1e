import TestSupport

@testable import Plots

/// Charts that several tests draw.
enum Charts {
    /// Values that fall as a loss does, with noise.
    static func loss(
        _ name: String,
        from start: Double = 2.3,
        count: Int = 100,
        every: Double = 1,
        seed: UInt64 = 1
    ) -> Curve {
        var generator = SeededGenerator(seed: seed)
        let y = (0..<count).map { index in
            start / (1 + 6 * Double(index) / Double(count))
                * (1 + 0.1 * (Double.random(in: -1...1, using: &generator)))
        }
        return Curve(name: name, x: (0..<count).map { Double($0) * every }, y: y)
    }

    /// Three runs, of which one breaks for a while and one to its end.
    static var broken: Chart {
        var first = loss("run-a/train/loss")
        for index in 38...41 { first.y[index] = .nan }
        var second = loss("run-b/train/loss", from: 2.9, seed: 2)
        for index in 80..<100 { second.y[index] = .nan }
        second.y[79] = .infinity
        var chart = Chart(curves: [first, second, loss("run-c/評価/loss", from: 1.4, seed: 3)])
        chart.title = "train/loss"
        return chart
    }

    /// A run whose first attempt left its path and was logged again starting at step 400.
    static var attempts: Chart {
        var curve = loss("train/loss", count: 600)
        for index in 500..<600 { curve.y[index] += Double(index - 500) / 100 }
        let second = loss("train/loss", count: 1_000, seed: 2)
        curve.x += second.x[400...]
        curve.y += second.y[400...].map { $0 * 1.2 }
        curve.superseded = [400..<600]
        return Chart(curves: [curve])
    }

    /// A long run, smoothed.
    static var smoothed: Chart {
        var chart = Chart(curves: [loss("train/loss", count: 5_000, every: 10)])
        chart.smoothing = 0.9
        return chart
    }

    /// Gradients on a logarithmic axis, of which one is 0.
    static var logarithmic: Chart {
        let x = (0..<1_000).map(Double.init)
        var chart = Chart(curves: [
            Curve(name: "grad/norm", x: x, y: x.map { $0 == 500 ? 0 : 1e3 / (1 + $0 * $0) })
        ])
        chart.yScale = .logarithmic
        chart.title = "grad/norm"
        return chart
    }

    /// A learning rate by the clock of a place east of Greenwich.
    static var clock: Chart {
        let x = (0..<500).map { 1_773_455_467 + Double($0) * 91.7 }
        let y = x.indices.map { 3e-4 * min(1, Double($0) / 50) * (1 - Double($0) / 600) }
        var chart = Chart(curves: [Curve(name: "lr", x: x, y: y)])
        chart.xAxis = .wallTime(utcOffset: 7_200)
        return chart
    }

    /// More curves than colors.
    static var many: Chart {
        Chart(
            curves: (0..<12).map { index in
                loss("sweep/run-\(index)", from: 1 + Double(index) / 5, seed: UInt64(index))
            }
        )
    }

    /// Charts of which each once was, or could be, too much for a plotting program.
    static var hostile: [(name: String, chart: Chart)] {
        let steps = (0..<7).map(Double.init)
        func one(_ y: [Double], x: [Double]? = nil) -> Chart {
            Chart(curves: [Curve(name: "a", x: x ?? Array(steps.prefix(y.count)), y: y)])
        }
        let evil = "\u{1b}[31m<b>&\"'\u{202e}\r\n\u{0}\u{fffe}\u{ffff}]]>日本語🧨e\u{301}"
        var titled = Chart(curves: [Curve(name: evil + evil + evil + evil, x: steps, y: steps)])
        titled.title = evil
        let greatest = Double.greatestFiniteMagnitude
        let least = Double.leastNonzeroMagnitude
        var superseded = one([1, 2, 3, .nan, 5])
        superseded.curves[0].superseded = [3..<1_000, 0..<2, -5..<1, 1..<3]
        return [
            ("empty", Chart()), ("no points", one([])), ("one point", one([3])),
            ("one NaN", one([.nan])), ("names", titled), ("superseded", superseded),
            ("all kinds", one([.nan, .infinity, -.infinity])),
            ("constant", one([1, 1, 1])), ("zeros", one([0, -0.0, 0])),
            ("greatest", one([greatest, -greatest, 0])), ("greatest only", one([greatest])),
            ("subnormal", one([least, 0, 2 * least])), ("least only", one([least])),
            ("neighbors", one([1, 1.0.nextUp, 1])), ("far neighbors", one([1e15, 1e15 + 1])),
            ("descending", one([1, 2, 3], x: [3, 2, 1])),
            ("same x", one([1, 2, 3], x: [5, 5, 5])),
            ("no x", one([1, 2], x: [.nan, .infinity])),
            ("wide x", one([1, 2], x: [-greatest, greatest])),
            ("tiny x", one([1, 2], x: [0, least])), ("fewer x", one([1, 2, 3], x: [1])),
            ("NaN x of NaN", one([.nan, .nan, 1], x: [.nan, 1, 2])),
        ]
    }
}
