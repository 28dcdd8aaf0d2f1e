import CKernels
import TestSupport
import Testing

/// What a scan does with the counts it is handed, and with its input's place in memory.
@Suite struct NonFiniteStateTests {
    @Test(arguments: Implementation.ofScan)
    func indicesCountFromTheBaseIndex(implementation: Implementation) {
        let base: UInt64 = 1 << 40
        let values: [Float] = [0, .infinity, 0, -.infinity, .nan]
        let bytes = values.withUnsafeBytes { [UInt8]($0) }
        let found = NonFiniteCount(
            scanning: bytes,
            as: CK_FLOAT32,
            by: implementation,
            baseIndex: base
        )
        #expect(found.positiveInfinity.first == base + 1)
        #expect(found.negativeInfinity.first == base + 3)
        #expect(found.nan.first == base + 4)
    }

    @Test(arguments: Implementation.ofScan)
    func aFirstIndexThatIsSetStays(implementation: Implementation) {
        var before = NonFiniteCount()
        before.note([.nan], at: 7)
        let bytes = [Float.nan, .infinity].withUnsafeBytes { [UInt8]($0) }
        let found = NonFiniteCount(
            scanning: bytes,
            as: CK_FLOAT32,
            by: implementation,
            baseIndex: 100,
            after: before
        )
        #expect(found.nan == NonFiniteCount.Kind(count: 2, first: 7))
        #expect(found.positiveInfinity == NonFiniteCount.Kind(count: 1, first: 101))
    }

    @Test(
        arguments: Implementation.ofScan,
        [CK_FLOAT8_E5M2, CK_BFLOAT16, CK_FLOAT32, CK_COMPLEX64]
    )
    func aTensorInPiecesIsCountedLikeAWhole(implementation: Implementation, element: ck_element) {
        let byteCount = ck_element_byte_count(element)
        var bytes = RecordBytes.payloads([9_000 * byteCount], seed: 3)[0]
        // Some true special values of a half, a float and a complex number.
        bytes = bytes.overwriting(
            at: 5_000 * byteCount,
            with: [0, 0, 0x80, 0x7f, 0, 0, 0x80, 0xff]
        )
        let whole = NonFiniteCount(scanning: bytes, as: element, by: implementation)
        for pieceCount in [1, 2, 63, 64, 65, 1_000, 4_096] {
            var found = NonFiniteCount()
            for start in stride(from: 0, to: 9_000, by: pieceCount) {
                let piece = bytes[start * byteCount..<min(start + pieceCount, 9_000) * byteCount]
                found = NonFiniteCount(
                    scanning: [UInt8](piece),
                    as: element,
                    by: implementation,
                    baseIndex: UInt64(start),
                    after: found
                )
            }
            #expect(found == whole, "in pieces of \(pieceCount)")
        }
    }

    @Test(arguments: Implementation.ofScan, WideElement.all)
    func elementsMayHaveAnyAlignment(implementation: Implementation, wide: WideElement) {
        let tensor = wide.finiteBytes(elementCount: 300)
            .overwriting(at: 77 * wide.byteCount, with: wide.bytes(ofPart: wide.edgePatterns[2]))
        for shift in 0..<64 {
            let moved = [UInt8](repeating: 0xff, count: shift) + tensor
            let found = moved.withUnsafeBytes {
                NonFiniteCount(
                    scanning: UnsafeRawBufferPointer(rebasing: $0[shift...]),
                    as: wide.element,
                    by: implementation
                )
            }
            #expect(found.nan == NonFiniteCount.Kind(count: 1, first: 77), "shifted by \(shift)")
        }
    }

    @Test(arguments: Implementation.ofScan, FloatFormat.narrow.map(\.element))
    func nothingOutsideTheInputIsRead(implementation: Implementation, element: ck_element) throws {
        let memory = try #require(GuardedBytes(byteCount: 8_192))
        let byteCount = ck_element_byte_count(element)
        // The NaN of the FNUZ types.
        memory.bytes.initializeMemory(as: UInt8.self, repeating: 0x80)
        for count in Array(0...300) + Array(1_000...1_050) + Array(2_030...2_060) {
            let first = NonFiniteCount(
                scanning: memory.first(count * byteCount),
                as: element,
                by: implementation
            )
            let last = NonFiniteCount(
                scanning: memory.last(count * byteCount),
                as: element,
                by: implementation
            )
            if first != last { Issue.record("\(first) and \(last) of \(count) equal elements") }
        }
    }

    @Test(arguments: Implementation.allCases)
    func noElementsChangeNothing(implementation: Implementation) {
        var before = NonFiniteCount()
        before.note([.infinity], at: 3)
        let found = NonFiniteCount(
            scanning: UnsafeRawBufferPointer(start: nil, count: 0),
            as: CK_FLOAT32,
            by: implementation,
            after: before
        )
        #expect(found == before)
    }

    @Test func typesWithoutElementsHaveNoSize() {
        #expect(ck_element_byte_count(ck_element(rawValue: 11)) == 0)
        #expect(ck_element_byte_count(ck_element(rawValue: 99)) == 0)
    }
}
