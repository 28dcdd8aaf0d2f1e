import SeriesExport
import Testing

/// An output that takes no more bytes, and columns that no file can have.
struct OutputFailureTests {
    struct DiskFull: Error, Hashable {
        let byteCount: Int
    }

    /// The calls of the output before the one that fails.
    @Test(arguments: 0..<10)
    func theFirstErrorIsThrownAndKept(callCount: Int) throws {
        var rest = callCount
        var byteCount = 0
        var failureCount = 0
        var options = ParquetOptions()
        options.rowGroupRowLimit = 100
        let table = ParquetStringTable()
        table.append("a")
        var writer = try ParquetWriter(
            columns: [ParquetColumn("s", .string), ParquetColumn("d", .double)],
            options: options,
            write: { (part: UnsafeRawBufferPointer) throws(DiskFull) in
                guard rest > 0 else {
                    failureCount += 1
                    throw DiskFull(byteCount: byteCount)
                }
                rest -= 1
                byteCount += part.count
            }
        )
        var thrown: [ParquetError<DiskFull>] = []
        for _ in 0..<5 {
            do throws(ParquetError<DiskFull>) {
                try writer.append(
                    rowCount: 60,
                    [.string(.repeating(0), in: table), .double(.repeating(1))]
                )
            } catch {
                thrown.append(error)
            }
        }
        do throws(ParquetError<DiskFull>) {
            try writer.finish()
        } catch {
            thrown.append(error)
        }
        #expect(Set(thrown) == [.output(DiskFull(byteCount: byteCount))])
        #expect(thrown.last == .output(DiskFull(byteCount: byteCount)), "finishing fails, too")
        #expect(failureCount == 1, "the output is not asked again")
    }

    @Test func columnsHaveDifferentNames() {
        #expect(throws: ParquetError<Never>.duplicateColumn("step")) {
            _ = try bytes([.init("step", .int64), .init("step", .double)]) { _ in }
        }
    }

    @Test func finishingTwiceWritesOnce() throws {
        let once = try bytes([.init("i", .int32)]) { _ in }
        let twice = try bytes([.init("i", .int32)]) { try $0.finish() }
        #expect(once == twice)
    }
}
