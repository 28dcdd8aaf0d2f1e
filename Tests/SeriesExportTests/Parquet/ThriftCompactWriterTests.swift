import Testing

@testable import SeriesExport

/// Structures, read back by a reader of the tests' own.
struct ThriftCompactWriterTests {
    @Test func fieldsAreReadBack() throws {
        var thrift = ThriftCompactWriter()
        thrift.add {
            $0.add(1, Int32.min)
            $0.add(2, Int64.max)
            $0.add(3, Int16(-3))
            $0.add(4, true)
            $0.add(5, false)
            $0.add(8, "text")
            $0.add(9, [0xff, 0x00])
            $0.add(10) {
                $0.add(15, Int32(7))
                $0.add(1 + 15) { _ in }
            }
            $0.beginList(11, of: .int32, count: 20)
            for value in 0..<20 { $0.add(Int32(value)) }
            $0.beginList(12, of: .structure, count: 2)
            for value in 0..<2 { $0.add { $0.add(1, Int32(value)) } }
        }
        var reader = ByteReader(thrift.bytes)
        let read = try reader.structure()
        #expect(reader.isAtEnd)
        #expect(
            read
                == .structure([
                    1: .integer(Int64(Int32.min)), 2: .integer(.max), 3: .integer(-3),
                    4: .boolean(true), 5: .boolean(false), 8: .binary(Array("text".utf8)),
                    9: .binary([0xff, 0x00]),
                    10: .structure([15: .integer(7), 16: .structure([:])]),
                    11: .list((0..<20).map { .integer($0) }),
                    12: .list([.structure([1: .integer(0)]), .structure([1: .integer(1)])]),
                ])
        )
    }
}
