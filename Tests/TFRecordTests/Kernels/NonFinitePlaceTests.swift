import CKernels
import TestSupport
import Testing

/// Single values planted into finite tensors of 32 and 64 bits, around the borders of blocks.
@Suite struct NonFinitePlaceTests {
    @Test(arguments: WideElement.all)
    func anElementHasTheSizeOfItsType(wide: WideElement) {
        #expect(ck_element_byte_count(wide.element) == wide.byteCount)
    }

    @Test(arguments: Implementation.ofScan, WideElement.all)
    func everyEdgePatternHasItsKindInEveryPart(implementation: Implementation, wide: WideElement) {
        for pattern in wide.edgePatterns {
            for part in 0..<wide.partCount {
                // Ten elements, so that registers and what is left over both meet it.
                for place in 0..<10 {
                    var bytes = wide.finiteBytes(elementCount: 10)
                    bytes = bytes.overwriting(
                        at: place * wide.byteCount + part * wide.partByteCount,
                        with: wide.bytes(ofPart: pattern)
                    )
                    var expected = NonFiniteCount()
                    wide.note([pattern], in: &expected, at: UInt64(place))
                    let found = NonFiniteCount(
                        scanning: bytes,
                        as: wide.element,
                        by: implementation
                    )
                    #expect(
                        found == expected,
                        "\(String(pattern, radix: 16)) at \(place), \(part)"
                    )
                }
            }
        }
    }

    /// Lengths and places around every multiple of 16 bytes up to several blocks of 4 KiB.
    @Test(arguments: Implementation.ofScan, WideElement.all)
    func oneValueIsFoundWhereverABlockStarts(implementation: Implementation, wide: WideElement) {
        let borders = [0, 16, 32, 64, 128, 256, 1_024, 2_048, 4_096, 8_192, 12_288]
            .map { $0 / wide.byteCount }
        for length in borders.flatMap({ [$0, $0 + 1, $0 + 3] }) {
            let finite = wide.finiteBytes(elementCount: length)
            let places = Set(borders.flatMap { [$0 - 1, $0, $0 + 1] } + [length - 1])
            for place in places where 0..<length ~= place {
                let pattern = wide.edgePatterns[place % 8]
                let bytes = finite.overwriting(
                    at: place * wide.byteCount,
                    with: wide.bytes(ofPart: pattern)
                )
                var expected = NonFiniteCount()
                wide.note([pattern], in: &expected, at: UInt64(place))
                let found = NonFiniteCount(scanning: bytes, as: wide.element, by: implementation)
                if found != expected {
                    Issue.record("\(found) for \(expected) in \(length) elements")
                }
            }
        }
    }

    @Test(arguments: Implementation.ofScan, WideElement.all)
    func aFiniteTensorHasNothingToFind(implementation: Implementation, wide: WideElement) {
        let bytes = wide.finiteBytes(elementCount: 5_000)
        let found = NonFiniteCount(scanning: bytes, as: wide.element, by: implementation)
        #expect(found == NonFiniteCount())
    }

    @Test(arguments: Implementation.ofScan, WideElement.all)
    func aTensorFullOfSpecialValuesIsCountedInFull(
        implementation: Implementation,
        wide: WideElement
    ) {
        var expected = NonFiniteCount()
        var bytes: [UInt8] = []
        var generator = SeededGenerator(seed: 754)
        for index in 0..<6_000 {
            let patterns = (0..<wide.partCount).map { _ in
                wide.edgePatterns.randomElement(using: &generator) ?? 0
            }
            for pattern in patterns { bytes += wide.bytes(ofPart: pattern) }
            wide.note(patterns, in: &expected, at: UInt64(index))
        }
        let found = NonFiniteCount(scanning: bytes, as: wide.element, by: implementation)
        #expect(found == expected)
    }

    @Test(arguments: Implementation.ofScan)
    func aComplexNumberOfTwoKindsCountsForBoth(implementation: Implementation) {
        let parts: [Float] = [1, 2, .nan, -.infinity, .infinity, .infinity]
        let bytes = parts.withUnsafeBytes { [UInt8]($0) }
        let found = NonFiniteCount(scanning: bytes, as: CK_COMPLEX64, by: implementation)
        var expected = NonFiniteCount()
        expected.note([.nan, -.infinity], at: 1)
        expected.note([.infinity], at: 2)
        #expect(found == expected)
    }
}
