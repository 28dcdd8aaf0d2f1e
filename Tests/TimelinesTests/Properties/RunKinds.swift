import TestSupport
import Testing
import Timelines

/// The kinds of runs that the tests make up, each with what is to be said of it.
enum RunKind: String, CaseIterable, CustomTestStringConvertible {
    case plain, restarts, restartsWithStart, startsThatContinue, jitter, folds, foldsWithJitter
    case axes, concurrent, otherHost, converter, holes, copies, wrapped, noise

    var testDescription: String { rawValue }
}

extension MadeRun {
    init(_ kind: RunKind, using random: inout SeededGenerator) {
        self.init()
        roles = [0: .loss, 1: .gradient, 2: .measure, 3: .unknown, 4: .parameter]
        switch kind {
        case .plain: addPlain(using: &random)
        case .restarts: addRestarts(hasStart: false, using: &random)
        case .restartsWithStart: addRestarts(hasStart: true, using: &random)
        case .startsThatContinue: addStarts(using: &random)
        case .jitter: addJitter(using: &random)
        case .folds: addFolds(jitter: 0, using: &random)
        case .foldsWithJitter: addFolds(jitter: 3, using: &random)
        case .axes: addAxes(using: &random)
        case .concurrent: addConcurrent(using: &random)
        case .otherHost: addOtherHost(using: &random)
        case .converter: addConverter(using: &random)
        case .holes: addHoles(using: &random)
        case .copies: addCopies(using: &random)
        case .wrapped: addWrapped(using: &random)
        case .noise: addNoise(using: &random)
        }
    }

    private func kind(_ chance: Int, _ random: inout SeededGenerator) -> ValueKind {
        guard Int.random(in: 0..<100, using: &random) < chance else { return .finite }
        return [.nan, .positiveInfinity, .negativeInfinity, .infinities].randomElement(
            using: &random
        ) ?? .nan
    }

    private mutating func addPlain(using random: inout SeededGenerator) {
        addFile()
        let stride = Int64.random(in: 1...100, using: &random)
        for index in 0..<Int64.random(in: 1...300, using: &random) {
            log(step: index * stride, time: Double(index), value: kind(10, &random))
            if index % 3 == 0 {
                log(1, step: index * stride, time: Double(index), sharesEvent: true)
            }
        }
    }

    private mutating func addRestarts(hasStart: Bool, using random: inout SeededGenerator) {
        var first: Int64 = 0
        var time = 0.0
        for attempt in 0..<Int.random(in: 1...24, using: &random) {
            if attempt == 0 || !hasStart || Bool.random(using: &random) {
                addFile(seconds: 1_700_000_000 + Int(time), process: attempt)
            }
            if hasStart, attempt > 0 { start(step: Bool.random(using: &random) ? 0 : first) }
            let count = Int64.random(in: 4...60, using: &random)
            for step in first..<first + count {
                log(step: step, time: time, value: kind(5, &random))
                log(1, step: step, time: time, value: kind(5, &random))
                time += 1
            }
            first = Int64.random(in: 0..<first + count, using: &random)
            time += 100
        }
    }

    private mutating func addStarts(using random: inout SeededGenerator) {
        addFile()
        var step: Int64 = 0
        for time in 0..<Int.random(in: 10...400, using: &random) {
            if Int.random(in: 0..<4, using: &random) == 0 {
                start(step: Bool.random(using: &random) ? 0 : step)
            }
            step += Int64.random(in: 0...3, using: &random)
            log(step: step, time: Double(time), value: kind(5, &random))
        }
    }

    private mutating func addJitter(using random: inout SeededGenerator) {
        addFile()
        let width = Int64.random(in: 1...12, using: &random)
        for index in 0..<Int64.random(in: 50...900, using: &random) {
            let step = max(0, index + Int64.random(in: -width...width, using: &random))
            log(step: step, time: Double(index), value: kind(5, &random))
        }
    }

    private mutating func addFolds(jitter: Int64, using random: inout SeededGenerator) {
        addFile()
        var time = 0.0
        let length = Int64.random(in: jitter == 0 ? 3...30 : 40...90, using: &random)
        let stride = Int64.random(in: 1...9, using: &random)
        for _ in 0..<Int.random(in: 1...9, using: &random) {
            for index in 0..<length {
                let shift = jitter == 0 ? 0 : Int64.random(in: 0...jitter * stride, using: &random)
                log(step: index * stride + shift, time: time, value: kind(5, &random))
                if jitter == 0 { log(2, step: index * stride, time: time) }
                time += 1
            }
        }
    }

    private mutating func addAxes(using random: inout SeededGenerator) {
        addFile()
        let perEpoch = Int64.random(in: 8...40, using: &random)
        let epochs = Int64.random(in: 4...20, using: &random)
        let hasSamples = Bool.random(using: &random)
        var time = 0.0
        for step in 0..<epochs * perEpoch {
            log(step: step, time: time, value: kind(2, &random))
            if hasSamples { log(3, step: step * 64, time: time) }
            time += 1
            if step % perEpoch == perEpoch - 1 { log(2, step: step / perEpoch, time: time) }
        }
    }

    private mutating func addConcurrent(using random: inout SeededGenerator) {
        let count = Int64.random(in: 20...60, using: &random)
        for rank in 0..<Int.random(in: 2...5, using: &random) {
            addFile(process: rank)
            let skew = Double.random(in: 0...Double(count), using: &random)
            for step in 0..<count {
                log(step: step, time: Double(step) + skew, value: kind(5, &random))
            }
        }
    }

    private mutating func addOtherHost(using random: inout SeededGenerator) {
        let count = Int64.random(in: 5...60, using: &random)
        for host in ["a", "b"] {
            addFile(host: host)
            let skew = host == "a" ? 0 : Double(count) + Double.random(in: 1...9, using: &random)
            for step in 0..<count { log(step: step, time: Double(step) + skew) }
        }
    }

    private mutating func addConverter(using random: inout SeededGenerator) {
        addFile()
        let count = Int64.random(in: 3...80, using: &random)
        let isNow = Bool.random(using: &random)
        var now = 0.0
        for tag in 0..<Int.random(in: 3...5, using: &random) {
            for step in 0..<count {
                log(tag, step: step, time: isNow ? now : Double(step), value: kind(5, &random))
                now += 0.001
            }
        }
    }

    private mutating func addHoles(using random: inout SeededGenerator) {
        addFile()
        var step: Int64 = 0
        for time in 0..<Int.random(in: 5...200, using: &random) {
            if Int.random(in: 0..<20, using: &random) == 0 {
                leaveOut(10)
                step += 10
            }
            step += 1
            log(step: step, time: Double(time), value: kind(5, &random))
        }
    }

    private mutating func addCopies(using random: inout SeededGenerator) {
        addRestarts(hasStart: Bool.random(using: &random), using: &random)
        let index = Int.random(in: 0..<files.count, using: &random)
        let count = files[index].events.count
        copy(index, events: Int.random(in: min(4, count)...count, using: &random))
    }

    private mutating func addWrapped(using random: inout SeededGenerator) {
        addFile()
        let isSigned = Bool.random(using: &random)
        let limit: Int64 = isSigned ? 1 << 31 : 1 << 32
        let stride = Int64.random(in: 1...10_000, using: &random)
        let before = Int64.random(in: 1...40, using: &random)
        for index in 0..<before + Int64.random(in: 1...40, using: &random) {
            var step = limit + (index - before) * stride
            if step >= limit { step -= 1 << 32 }
            log(step: step, time: Double(index), value: kind(5, &random))
        }
    }

    /// Anything at all, the ends of the range among the steps.
    private mutating func addNoise(using random: inout SeededGenerator) {
        for process in 0..<Int.random(in: 1...4, using: &random) {
            addFile(host: Bool.random(using: &random) ? "h" : nil, process: process)
            for _ in 0..<Int.random(in: 0...120, using: &random) {
                if Int.random(in: 0..<10, using: &random) == 0 { start(step: noisyStep(&random)) }
                let time =
                    [0, .nan, .infinity, Double.random(in: 0...1000, using: &random)]
                    .randomElement(using: &random) ?? 0
                log(
                    Int.random(in: 0...4, using: &random),
                    step: noisyStep(&random),
                    time: time,
                    value: kind(30, &random),
                    sharesEvent: Bool.random(using: &random)
                )
            }
        }
    }

    private func noisyStep(_ random: inout SeededGenerator) -> Int64 {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: .random(in: .min ... .max, using: &random)
        case 1: [.min, .max, 0, -1, 1 << 31, 1 << 32].randomElement(using: &random) ?? 0
        default: .random(in: 0...9, using: &random)
        }
    }
}
