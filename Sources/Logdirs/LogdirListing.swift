internal import Dispatch
package import SystemPackage
package import TFRecord
internal import TensorBoardEvents

/// The contents of a directory in a logdir.
package struct LogdirListing: Sendable {
    /// The entries of a directory.
    package struct Found {
        package let identity: FileStatus.Identity
        package let children: [(place: LogdirPlace, kind: Result<FileStatus.Kind, Errno>)]
    }

    package let place: LogdirPlace
    package let result: Result<Found, Errno>

    package init(_ place: LogdirPlace) {
        self.place = place
        do throws(Errno) {
            let (entries, identity) = try DirectoryListing.entries(in: place.path)
            let children = entries.map { (LogdirPlace($0.name, in: place), $0.kind) }
            result = .success(Found(identity: identity, children: children))
        } catch {
            result = .failure(error)
        }
    }

    /// Lists directories, several at the same time; the result is in their order.
    package static func list(_ places: [LogdirPlace], jobs: Int) -> [LogdirListing] {
        let share = (places.count + jobs - 1) / jobs
        guard jobs > 1, share >= fewestPerJob else { return places.map(LogdirListing.init) }
        return [LogdirListing](unsafeUninitializedCapacity: places.count) { listings, count in
            // Each job writes its own slice.
            nonisolated(unsafe) let start = listings.baseAddress
            DispatchQueue.concurrentPerform(iterations: jobs) { job in
                let stretch = min(places.count, job * share)..<min(places.count, (job + 1) * share)
                for index in stretch {
                    if let start { (start + index).initialize(to: LogdirListing(places[index])) }
                }
            }
            count = places.count
        }
    }

    /// The fewest directories for which a thread is woken.
    private static let fewestPerJob = 16
}
