import TFRecord
import TestSupport
import Testing

/// Files made so that a reader which looks ahead or goes back would do so without end.
///
/// Verifying records behind damage may read 64 MiB, and 16 bytes more for each byte that is
/// searched; all else reads each byte a few times. The bound below is twice that.
@Suite(.timeLimit(.minutes(20))) struct HostileShapeTests {
    /// A file of headers that are all valid.
    struct Shape: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: @Sendable () -> [UInt8]

        init(_ description: String, bytes: @escaping @Sendable () -> [UInt8]) {
            testDescription = description
            self.bytes = bytes
        }
    }

    static let shapes = [
        Shape("4 MiB of headers that each claim 1 MiB and end off another") {
            headers(claiming: { _ in 1 << 20 }, fileByteCount: 4 << 20)
        },
        Shape("4 MiB of headers that each claim 1 MiB and end on another") {
            headers(claiming: { _ in 12 * 87_382 - 16 }, fileByteCount: 4 << 20)
        },
        Shape("headers that claim as much as can be handed out whole") {
            headers(claiming: { _ in 65_000 }, fileByteCount: 1 << 20)
        },
        Shape("headers that claim exactly to the end") {
            headers(claiming: { (1 << 18) / 12 * 12 - $0 - 16 }, fileByteCount: 1 << 18)
        },
        Shape("headers that claim one byte more than there is") {
            headers(claiming: { (1 << 18) / 12 * 12 - $0 - 15 }, fileByteCount: 1 << 18)
        },
        Shape("headers that claim 2 GiB") {
            headers(claiming: { _ in Int(Int32.max) }, fileByteCount: 1 << 20)
        },
        Shape("headers that claim 2^62") {
            headers(claiming: { _ in 1 << 62 }, fileByteCount: 1 << 20)
        },
        Shape("tiny records between headers that claim to the end") {
            tinyRecords(betweenHeadersClaimingTo: 1 << 18, ending: [])
        },
        Shape("tiny records between headers that claim to a last, cut record") {
            tinyRecords(
                betweenHeadersClaimingTo: 1 << 18,
                ending: RecordBytes.header(claiming: 1_000_000)
            )
        },
        Shape("tiny records between headers that claim to a last, broken header") {
            tinyRecords(betweenHeadersClaimingTo: 1 << 18, ending: .init(repeating: 7, count: 40))
        },
        Shape("tiny records between headers that claim to a last piece of a header") {
            tinyRecords(betweenHeadersClaimingTo: 1 << 18, ending: [7, 7, 7])
        },
        Shape("tiny records between headers that claim 2 GiB") {
            tinyRecords(claiming: Int(Int32.max), fileByteCount: 1 << 18)
        },
        Shape("tiny records between headers that claim 2^62") {
            tinyRecords(claiming: 1 << 62, fileByteCount: 1 << 18)
        },
    ]

    @Test(arguments: shapes)
    func theWorkIsProportionalToTheSize(shape: Shape) throws {
        let bytes = shape.bytes()
        let file = try ScratchFile(bytes)
        for bufferByteCount in [4_096, ReadBuffer.defaultByteCount] {
            var reader = try file.reader(bufferByteCount: bufferByteCount)
            let readByteCount = try ThreadReads.byteCount {
                _ = try ReadLog(
                    reading: &reader,
                    keepingPayloads: false,
                    stepLimit: bytes.count
                )
            }
            guard let readByteCount else { return }
            #expect(readByteCount < 2 * (64 << 20 + 18 * bytes.count))
        }
    }

    @Test(arguments: shapes)
    func streamsEndToo(shape: Shape) throws {
        let bytes = shape.bytes()
        let source = ScriptedSource(bytes)
        var reader = try source.reader()
        _ = try ReadLog(reading: &reader, keepingPayloads: false, stepLimit: bytes.count)
        #expect(source.position == bytes.count)
    }

    @Test(arguments: shapes)
    func goodRecordsAfterItAreRead(shape: Shape) throws {
        let good = RecordBytes.payloads([24, 1_000, 33])
        // Enough zeros that nothing before claims to reach a record.
        let gap = [UInt8](repeating: 0, count: 3 << 20)
        let log = try ReadLog(of: shape.bytes() + gap + RecordBytes.file(good))
        #expect(log.payloads.suffix(3) == good[...])
    }

    private static func headers(claiming length: (Int) -> Int, fileByteCount: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(fileByteCount)
        while bytes.count + 12 <= fileByteCount {
            bytes += RecordBytes.header(claiming: UInt64(max(0, length(bytes.count))))
        }
        return bytes
    }

    private static func tinyRecords(
        betweenHeadersClaimingTo end: Int,
        ending: [UInt8]
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count + 28 < end {
            bytes += RecordBytes.header(claiming: UInt64(end - bytes.count - 16))
            bytes += RecordBytes.record([])
        }
        return bytes + [UInt8](repeating: 7, count: end - bytes.count) + ending
    }

    private static func tinyRecords(claiming length: Int, fileByteCount: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < fileByteCount {
            bytes += RecordBytes.header(claiming: UInt64(length)) + RecordBytes.record([])
        }
        return bytes
    }
}
