/// The relation of a writer to one that was found before it.
public enum WriterRelation: Sendable, Hashable {
    /// The two wrote at the same time.
    case concurrent(writer: Int)
    /// The log does not show whether it is another attempt of that writer.
    ///
    /// - seconds: the time from the other's last value to its first one; negative if it was
    ///   logged before, `nil` without usable wall times.
    case doubtful(writer: Int, Doubt, seconds: Double?)
}

/// Groups the files of a run into writers.
struct WriterBuilder {
    /// Writers that a file is compared with: those found last.
    static let comparedWriters = 64

    private(set) var chains: [FileChain] = []
    private(set) var relations: [[WriterRelation]] = []

    /// Adds the next file, in the order of files.
    mutating func add(_ file: FileSummary) {
        let time = file.reading.clock.flatMap { $0.isUsable ? $0.first : nil }
        let compared = max(0, chains.count - Self.comparedWriters)..<chains.count
        var best: Int?
        var found: [WriterRelation] = []
        for index in compared {
            if let time { chains[index].closeFiles(before: time) }
            guard chains[index].sharesTag(with: file) else { continue }
            if chains[index].isConcurrent(with: file) {
                found.append(.concurrent(writer: index))
            } else if best.map({ fit(index, file) >= fit($0, file) }) ?? true {
                best = index
            }
        }
        if let best {
            let verdict = chains[best].verdict(on: file)
            guard case .doubt(let doubt) = verdict else {
                chains[best].add(file, verdict: verdict)
                for relation in found where !relations[best].contains(relation) {
                    relations[best].append(relation)
                }
                return
            }
            let end = chains[best].end
            let seconds = time.flatMap { end.isFinite ? $0 - end : nil }
            found.append(.doubtful(writer: best, doubt, seconds: seconds))
        }
        chains.append(FileChain(file))
        relations.append(found)
    }

    private func fit(_ index: Int, _ file: FileSummary) -> (Int, Int, Double) {
        let chain = chains[index]
        let isSameHost = file.reading.facts.host.map(chain.hosts.contains) ?? false
        return (isSameHost ? 1 : 0, chain.sharesMovingTag(with: file) ? 1 : 0, chain.end)
    }
}
