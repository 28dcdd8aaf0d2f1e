import Foundation
import SeriesExport
import SystemPackage
import TestSupport
import Testing

/// Parquet files as pyarrow, DuckDB, Polars and pandas see them.
@Suite(.enabled(if: Peers.areWanted, Peers.hint), .serialized)
struct ParquetInteropTests {
    @Test func allReadersFindTheSameBits() throws {
        let scratch = try ScratchDirectory()
        var expectations: [[String: Any]] = []
        for table in ParquetTable.all(seeds: TestDepth.seeds(6, of: 200)) {
            try scratch.write(try table.file(), to: "\(table.name).parquet")
            expectations.append(table.expectation)
        }
        let json = try JSONSerialization.data(withJSONObject: expectations)
        try scratch.write([UInt8](json), to: "expected.json")
        let outcome = try Peers.run("check_parquet.py", scratch.path.string)
        #expect(outcome.status == 0, "\(outcome.output)")
    }
}
