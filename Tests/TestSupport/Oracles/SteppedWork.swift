/// Does by hand what workers would do among them, so that they act in a chosen order.
///
/// It knows nothing of the work but what `next` hands out, which its users say how to take.
package struct SteppedWork<Step> {
    /// Who is to act next.
    package enum Order: Sendable {
        /// The work itself goes on only when nothing is left to do ahead of it.
        case aheadFirst
        /// Workers take turns by chance.
        case random(seed: UInt64, workers: Int)
    }

    /// What a step asks of the worker that it was handed to.
    package enum Demand: Sendable {
        /// Something may be done ahead of the rest.
        case ahead
        /// The next thing in order is to be done.
        case inOrder
        /// There is nothing to do until another worker has done something.
        case wait
        /// There will be nothing more to do.
        case leave
    }

    private let next: () -> Step
    private let demand: (Step) -> Demand
    private let perform: (Step) -> Void

    package init(
        next: @escaping () -> Step,
        demand: @escaping (Step) -> Demand,
        perform: @escaping (Step) -> Void
    ) {
        self.next = next
        self.demand = demand
        self.perform = perform
    }

    /// Does all of the work.
    ///
    /// - Throws: ``AllWorkersWait`` where nobody has anything to do, and the work is not done.
    package func run(_ order: Order) throws(AllWorkersWait) {
        switch order {
        case .aheadFirst: runAheadFirst()
        case .random(let seed, let workers):
            try runRandomly(SeededGenerator(seed: seed), workers: workers)
        }
    }

    /// Works ahead as far as that goes before each step in order.
    private func runAheadFirst() {
        while true {
            var held: [Step] = []
            loop: while true {
                let step = next()
                switch demand(step) {
                case .ahead: perform(step)
                case .inOrder: held.append(step)
                case .wait, .leave: break loop
                }
            }
            if held.isEmpty { return }
            for step in held { perform(step) }
        }
    }

    private func runRandomly(
        _ start: SeededGenerator,
        workers: Int
    ) throws(AllWorkersWait) {
        var generator = start
        var held: [Step?] = Array(repeating: nil, count: workers)
        var waitCount = 0
        // All may wait only where nobody has anything to do, which would be forever.
        while waitCount < 1_000 {
            let worker = Int.random(in: 0..<workers, using: &generator)
            if let step = held[worker] {
                perform(step)
                held[worker] = nil
                waitCount = 0
                continue
            }
            let step = next()
            switch demand(step) {
            case .ahead, .inOrder: held[worker] = step
            case .wait: waitCount += 1
            case .leave: if held.allSatisfy({ $0 == nil }) { return }
            }
        }
        throw AllWorkersWait()
    }
}

/// Every worker waits for another.
package struct AllWorkersWait: Error {}
