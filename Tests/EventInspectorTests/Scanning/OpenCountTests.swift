#if os(Linux)
import EventInspector
import Foundation
import Glibc
import SystemPackage
import TestSupport
import Testing

/// How often a run's files are opened: reading a large run from a network takes its time.
struct OpenCountTests {
    @Test(arguments: ExpectedFailure.all)
    func aScanReadsABrokenRunTwiceAndAHealthyOneOnce(run: ExpectedFailure) throws {
        let opened = try opened(run) { path in
            let report = try LogdirScanner(options: ScanOptions(jobs: 1)).scan([path])
            return !report.findings.isEmpty
        }
        let most = opened.hasFindings ? 2 : 1
        #expect(opened.counts.count == 1)
        #expect(opened.counts.allSatisfy { $0.value == most }, "\(opened.counts)")
    }

    /// A healthy run is read again for counters that tell of numbers which were not logged.
    @Test(arguments: ExpectedFailure.all)
    func anExplanationReadsARunTwice(run: ExpectedFailure) throws {
        let opened = try opened(run) { path in
            let explainer = RunExplainer(options: ScanOptions(jobs: 1))
            return try !explainer.explain(path).report.findings.isEmpty
        }
        #expect(opened.counts.count == 1)
        #expect(opened.counts.allSatisfy { $0.value == 2 }, "\(opened.counts)")
    }

    /// How often each file was opened while a copy of the run was looked at.
    private func opened(
        _ run: ExpectedFailure,
        while look: (String) throws -> Bool
    ) throws -> (hasFindings: Bool, counts: [String: Int]) {
        let original = Fixtures.directory.pushing("failures").appending(run.name)
        // Other tests read the fixtures meanwhile.
        let copy = try ScratchDirectory()
        for name in try FileManager.default.contentsOfDirectory(atPath: original.string) {
            try FileManager.default.copyItem(
                atPath: original.appending(name).string,
                toPath: copy.path.appending(name).string
            )
        }
        let watch = try DirectoryWatch(copy.path.string)
        let hasFindings = try look(copy.path.string)
        return (hasFindings, watch.openCounts())
    }
}

/// The kernel's own account of what was opened in a directory.
private final class DirectoryWatch {
    private let descriptor: CInt

    init(_ path: String) throws {
        descriptor = inotify_init1(CInt(IN_NONBLOCK) | CInt(IN_CLOEXEC))
        // Without the closing, openings that follow each other would count as one.
        let events = UInt32(IN_OPEN) | UInt32(IN_CLOSE_NOWRITE)
        try #require(inotify_add_watch(descriptor, path, events) >= 0)
    }

    deinit { Glibc.close(descriptor) }

    /// How often each file was opened since the beginning.
    func openCounts() -> [String: Int] {
        var counts: [String: Int] = [:]
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
        defer { buffer.deallocate() }
        let headSize = MemoryLayout<inotify_event>.size
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            guard count > 0 else { return counts }
            var offset = 0
            while offset + headSize <= count {
                let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
                let name = buffer[(offset + headSize)...].prefix(Int(event.len)).prefix { $0 != 0 }
                if event.mask & UInt32(IN_OPEN) != 0, !name.isEmpty {
                    counts[String(decoding: name, as: UTF8.self), default: 0] += 1
                }
                offset += headSize + Int(event.len)
            }
        }
    }
}
#endif
