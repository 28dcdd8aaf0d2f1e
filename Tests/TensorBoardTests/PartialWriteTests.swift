import EventDecoding
import SystemPackage
import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// Wherever a disk stops in the middle of what is written, the file holds whole records, and goes
/// on with the right one.
@Suite(.enabled(if: SmallDisk.isPossible, "only root may mount a small file system"))
struct PartialWriteTests {
    /// A disk of two pages; while another file has one, files end at byte 4096.
    private let disk: SmallDisk

    init() throws {
        disk = try SmallDisk("size=8k")
    }

    private static let page = 4_096

    private func fill() throws {
        try disk.directory.write([UInt8](repeating: 1, count: Self.page), to: "ballast")
    }

    private func free() throws { try discard(disk.directory.path("ballast")) }

    /// Empties a file before it is removed: a process that another test is about to start may hold
    /// it open, and its pages with it.
    private func discard(_ path: FilePath) throws {
        try FileDescriptor.open(path, .writeOnly, options: [.truncate]).close()
        ScratchFile.remove(path)
    }

    private func records(_ steps: Range<Int64>) -> [UInt8] {
        var bytes: [UInt8] = []
        for step in steps {
            let event = Event(wallTime: 1, step: step, what: .fileVersion("x"))
            RecordFormat.append(event.encoded(), to: &bytes)
        }
        return bytes
    }

    @Test func aFileIsCutToWholeRecordsWhereverAWriteStops() throws {
        let records = records(1..<7)
        let preamble = Preamble.records(wallTime: 1)
        for room in 0...records.count {
            try fill()
            var sink = EventSink(directory: disk.directory.path, suffix: "") {
                Preamble.records(wallTime: $0)
            }
            // A record that leaves so much room in the page.
            let empty = RecordFormat.overheadByteCount
            var padding: [UInt8] = []
            let count = Self.page - preamble.count - empty - room
            RecordFormat.append([UInt8](repeating: 0x80, count: count), to: &padding)
            #expect(padding.withUnsafeBytes { sink.write($0).error } == nil)

            let first = records.withUnsafeBytes { sink.write($0) }
            #expect((first.error == nil) == (room == records.count))
            let size = records.count / 6
            #expect(first.settledByteCount == room / size * size)
            let path = try #require(sink.filePath)
            let begun = try ScratchFile.contents(of: path)
            let whole: [UInt8] = head(of: begun) + padding
            #expect(begun == whole + Array(records[..<first.settledByteCount]))

            try free()
            let rest = Array(records[first.settledByteCount...])
            #expect(rest.withUnsafeBytes { sink.write($0).error } == nil)
            let ended = try ScratchFile.contents(of: path)
            #expect(ended == head(of: begun) + padding + records)
            #expect(sink.close() == nil)
            try discard(path)
        }
    }

    /// The stream is a file: nothing else stops at the byte that a test wants.
    @Test func aStreamContinuesAtTheByteWhereItStopped() throws {
        let records = records(0..<2)
        let preamble = Preamble.records(wallTime: 1)
        for room in 0...(preamble.count + records.count) {
            try fill()
            let path = disk.directory.path("stream")
            let stream = try FileDescriptor.open(
                path,
                .readWrite,
                options: [.create],
                permissions: .ownerReadWrite
            )
            let padding = [UInt8](repeating: 7, count: Self.page - room)
            #expect(try stream.writeAll(padding) == padding.count)
            var sink = EventSink(descriptor: stream) { Preamble.records(wallTime: $0) }
            let first = records.withUnsafeBytes { sink.write($0) }
            #expect(first.settledByteCount == max(0, room - preamble.count))
            try free()
            let rest = Array(records[first.settledByteCount...])
            #expect(rest.withUnsafeBytes { sink.write($0).error } == nil)
            try stream.close()
            let written = Array(try ScratchFile.contents(of: path)[padding.count...])
            #expect(written == head(of: written) + records)
            try discard(path)
        }
    }

    /// The first record, if it is what a file of this writer begins with.
    private func head(of bytes: [UInt8]) -> [UInt8] {
        let expected = Preamble.records(wallTime: 1)
        guard bytes.count >= expected.count,
            let event = try? Event(decoding: Array(bytes[12..<(expected.count - 4)]))
        else { return [] }
        return Preamble.records(wallTime: event.wallTime)
    }
}
