import TestSupport
import Timelines

/// The events of an event file, as a test makes them.
struct MadeFile {
    enum Event {
        case value(LoggedPoint, tag: Int)
        case start(SessionStart)
        case unread(UnreadStretch)
    }

    var facts: FileFacts
    var events: [Event] = []
}

/// A run made up of files.
struct MadeRun {
    var files: [MadeFile] = []
    var roles: [Int: RoleHint] = [:]
    private var place = 0

    init() {}

    /// Begins a file; the values that follow are in it.
    mutating func addFile(
        seconds: Int = 1_700_000_000,
        host: String? = "h",
        process: Int? = 1
    ) {
        let facts = FileFacts(host: host, process: process, seconds: seconds, counter: files.count)
        files.append(MadeFile(facts: facts))
        place = 0
    }

    mutating func log(
        _ tag: Int = 0,
        step: Int64,
        time: Double,
        value: ValueKind = .finite,
        sharesEvent: Bool = false
    ) {
        if !sharesEvent { place += 1 }
        let point = LoggedPoint(
            file: files.count - 1,
            place: place,
            time: 1_700_000_000 + time,
            step: step,
            value: value
        )
        files[files.count - 1].events.append(.value(point, tag: tag))
    }

    mutating func start(step: Int64) {
        place += 1
        files[files.count - 1].events.append(
            .start(SessionStart(file: files.count - 1, place: place, step: step))
        )
    }

    mutating func leaveOut(_ places: Int) {
        let stretch = UnreadStretch(
            file: files.count - 1,
            places: place + 1..<place + 1 + places,
            reason: .damage
        )
        place += places
        files[files.count - 1].events.append(.unread(stretch))
    }

    /// Adds a copy of a file, cut after some events.
    mutating func copy(_ index: Int, events: Int) {
        var copied = MadeFile(facts: files[index].facts)
        let file = files.count
        for event in files[index].events.prefix(events) {
            switch event {
            case .value(var point, let tag):
                point.file = file
                copied.events.append(.value(point, tag: tag))
            case .start(var start):
                start.file = file
                copied.events.append(.start(start))
            case .unread(var stretch):
                stretch.file = file
                copied.events.append(.unread(stretch))
            }
        }
        files.append(copied)
    }
}

extension TimelineBuilder {
    init(roles: [Int: RoleHint]) {
        self.init()
        for (tag, role) in roles { setRole(role, of: tag) }
    }

    mutating func feed(_ event: MadeFile.Event) {
        switch event {
        case .value(let point, let tag): append(point, of: tag)
        case .start(let start): append(start)
        case .unread(let stretch): append(stretch)
        }
    }
}

extension MadeRun {
    /// The timeline of one reading.
    var timeline: Timeline {
        var builder = TimelineBuilder(roles: roles)
        for (index, file) in files.enumerated() {
            builder.addFile(index, named: file.facts)
            for event in file.events { builder.feed(event) }
        }
        return builder.timeline()
    }

    /// The timeline of parts that were read apart, cut between events at random.
    func timelineOfParts(using random: inout SeededGenerator) -> Timeline {
        var shards: [TimelineBuilder] = []
        for (index, file) in files.enumerated() {
            var shard = TimelineBuilder(roles: roles)
            shard.addFile(index, named: file.facts)
            let cuts = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                Int.random(in: 0...file.events.count, using: &random)
            }
            var from = 0
            for cut in (cuts + [file.events.count]).sorted() {
                // A part ends between records: values of one event are not parted.
                var end = cut
                while end > from, end < file.events.count, isInside(file.events, end) { end -= 1 }
                var part = TimelineBuilder(roles: roles)
                part.addFile(index, named: file.facts)
                for event in file.events[from..<end] { part.feed(event) }
                shard.append(part)
                from = end
            }
            shards.append(shard)
        }
        var joined = TimelineBuilder(roles: roles)
        for shard in shards.shuffled(using: &random) { joined.append(shard) }
        return joined.timeline()
    }

    private func isInside(_ events: [MadeFile.Event], _ index: Int) -> Bool {
        guard case .value(let point, _) = events[index],
            case .value(let before, _) = events[index - 1]
        else { return false }
        return point.place == before.place
    }
}
