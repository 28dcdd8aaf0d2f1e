import ArgumentParser
import SystemPackage
import TensorBoardEvents

/// Event files to scan, made from a description alone.
enum Workload: String, CaseIterable, ExpressibleByArgument {
    /// One million scalar events over 20 tags, as PyTorch writes them.
    case scalars
    /// One million scalar events over 20 tags, as TensorFlow 2 writes them.
    case scalars2
    /// One million scalar events over 20 tags, the second half of which are NaN: a second reading
    /// searches for the origin.
    case broken
    /// Ten million scalar events over 1,000 tags.
    case manyscalars
    /// 256 MiB of tensors of 1 MiB each, in each of four types.
    case floats, halves, bfloats, doubles
    /// 350 MB of legacy histograms of 1,549 buckets.
    case histograms
    /// 350 MB of encoded images, without any numbers.
    case images
    /// 10,000 runs of one small file each.
    case runs
    /// One million scalar events over 100,000 tags.
    case tags
    /// One file of 8 GiB of tensors of zeros, which take no space on the disk.
    case huge
    /// The file of `scalars`, compressed.
    case gzip
    /// A logdir with a little of everything.
    case mixed

    /// Makes the logdir unless it exists.
    func prepare(in directory: FilePath) throws -> FilePath {
        let logdir = directory.appending(rawValue)
        if LogdirFiles.exists(logdir) { return logdir }
        let unfinished = directory.appending("\(rawValue).unfinished")
        try LogdirFiles.remove(unfinished)
        try fill(unfinished)
        try LogdirFiles.rename(unfinished, to: logdir)
        return logdir
    }

    /// Does as little with the files as possible: reads them, or inflates them with zlib alone.
    ///
    /// - Returns: The number of bytes.
    func readPlainly(_ logdir: FilePath) throws -> Int {
        try self == .gzip ? InflateLoop.readAll(below: logdir) : ReadLoop.readAll(below: logdir)
    }

    private func fill(_ logdir: FilePath) throws {
        switch self {
        case .runs:
            for index in 0..<10_000 {
                let run = logdir.appending("group\(index / 100)").appending("run\(index)")
                try EventWorkload.smallRun.write(to: run)
            }
        case .huge:
            try SparseTensors.write(to: logdir)
        case .mixed:
            for part in Self.allCases {
                let run = logdir.appending(part.rawValue)
                switch part {
                case .runs:
                    for index in 0..<200 {
                        try EventWorkload.smallRun.write(to: run.appending("\(index)"))
                    }
                case .huge:
                    try SparseTensors.write(to: run, byteCount: 256 << 20)
                default:
                    guard let events = part.events else { continue }
                    try events.of(max(1, events.eventCount / 10)).write(to: run)
                }
            }
        default:
            try events?.write(to: logdir)
        }
    }

    /// The events of the workloads that are a single file of events.
    var events: EventWorkload? {
        switch self {
        case .scalars: EventWorkload(1_000_000, tags: 20, .simpleValue)
        case .scalars2: EventWorkload(1_000_000, tags: 20, .scalarTensor)
        case .broken: EventWorkload(1_000_000, tags: 20, .simpleValue, breaks: true)
        case .manyscalars: EventWorkload(10_000_000, tags: 1_000, .simpleValue)
        case .floats: EventWorkload(256, tags: 8, .tensor(.float))
        case .halves: EventWorkload(256, tags: 8, .tensor(.half))
        case .bfloats: EventWorkload(256, tags: 8, .tensor(.bfloat16))
        case .doubles: EventWorkload(256, tags: 8, .tensor(.double))
        case .histograms: EventWorkload(14_000, tags: 20, .histogram)
        case .images: EventWorkload(3_500, tags: 20, .image)
        case .tags: EventWorkload(1_000_000, tags: 100_000, .simpleValue)
        case .gzip: EventWorkload(1_000_000, tags: 20, .simpleValue, isCompressed: true)
        case .runs, .huge, .mixed: nil
        }
    }
}
