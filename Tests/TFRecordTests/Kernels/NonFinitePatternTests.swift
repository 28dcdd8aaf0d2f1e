import CKernels
import TestSupport
import Testing

/// Every bit pattern of the narrow types, for the scan of every instruction set.
@Suite struct NonFinitePatternTests {
    @Test(arguments: FloatFormat.narrow)
    func theReferenceHasTheTypesGreatestValue(format: FloatFormat) {
        let values = (0..<format.patternCount).map { format.value(of: UInt64($0)) }
        #expect(values.filter(\.isFinite).max() == format.greatest)
    }

    @Test(arguments: FloatFormat.narrow)
    func anElementHasTheSizeOfItsType(format: FloatFormat) {
        #expect(ck_element_byte_count(format.element) == format.byteCount)
    }

    @Test(arguments: Implementation.ofScan, FloatFormat.narrow)
    func everyPatternAloneHasItsKind(implementation: Implementation, format: FloatFormat) {
        let wrong = (0..<UInt64(format.patternCount)).first { pattern in
            var expected = NonFiniteCount()
            expected.note([format.value(of: pattern)], at: 0)
            return NonFiniteCount(
                scanning: format.bytes(of: pattern),
                as: format.element,
                by: implementation
            )
                != expected
        }
        #expect(wrong == nil, "\(wrong.map { String($0, radix: 16) } ?? "") of the wrong kind")
    }

    @Test(arguments: Implementation.ofScan, FloatFormat.narrow)
    func allPatternsInARowAreCounted(implementation: Implementation, format: FloatFormat) {
        var expected = NonFiniteCount()
        var bytes: [UInt8] = []
        for pattern in 0..<UInt64(format.patternCount) {
            expected.note([format.value(of: pattern)], at: pattern)
            bytes += format.bytes(of: pattern)
        }
        let found = NonFiniteCount(scanning: bytes, as: format.element, by: implementation)
        #expect(found == expected)
    }

    /// Each pattern fills more than a block, so that it meets every lane.
    @Test(arguments: Implementation.ofScan, FloatFormat.narrow.filter { $0.byteCount == 1 })
    func aPatternHasTheSameKindInEveryLane(implementation: Implementation, format: FloatFormat) {
        let wrong = (UInt8.min...UInt8.max).first { pattern in
            let elements = [UInt8](repeating: pattern, count: 4_096 + 129)
            let value = format.value(of: UInt64(pattern))
            var expected = NonFiniteCount()
            expected.note([value], at: 0, times: UInt64(elements.count))
            return NonFiniteCount(scanning: elements, as: format.element, by: implementation)
                != expected
        }
        #expect(wrong == nil, "\(wrong.map { String($0, radix: 16) } ?? "") of the wrong kind")
    }

    @Test(arguments: Implementation.allCases)
    func anUnavailableKernelFallsBackToPortable(implementation: Implementation) {
        let found = NonFiniteCount(
            scanning: [0x00, 0x7c, 0x01, 0x7e],
            as: CK_FLOAT16,
            by: implementation
        )
        var expected = NonFiniteCount()
        expected.note([.infinity], at: 0)
        expected.note([.nan], at: 1)
        #expect(found == expected)
    }

    @Test func dispatcherAgreesWithPortable() {
        let bytes = RecordBytes.payloads([65_536])[0]
        var state = ck_nonfinite()
        state.first_nan = .max
        state.first_positive_infinity = .max
        state.first_negative_infinity = .max
        ck_nonfinite_scan(CK_FLOAT8_E5M2, bytes, bytes.count, 0, &state)
        let expected = NonFiniteCount(scanning: bytes, as: CK_FLOAT8_E5M2, by: .portable)
        #expect(state.nan == expected.nan.count)
        #expect(state.first_nan == expected.nan.first)
        #expect(state.positive_infinity == expected.positiveInfinity.count)
        #expect(state.first_negative_infinity == expected.negativeInfinity.first)
    }
}
