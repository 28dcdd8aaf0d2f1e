import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// The assert of a training loop.
@Suite struct FiniteTests {
    @Test func theErrorSaysWhatAndWhere() throws {
        var numbers = [Float](repeating: 1, count: 12)
        (numbers[7], numbers[9], numbers[10]) = (.nan, .nan, -.infinity)
        let tensor = numbers.shaped(3, 4)
        let line = #line + 2
        do {
            try tensor.requireFinite("fc1/output")
            Issue.record("it must throw")
        } catch {
            #expect(
                [error.nanCount, error.negativeInfinityCount, error.nonFiniteCount] == [2, 1, 3]
            )
            #expect(error.positiveInfinityCount == 0)
            #expect((error.firstFlatIndex, error.firstIndex) == (7, [1, 3]))
            #expect(error.line == line)
            #expect(
                error.description
                    == "fc1/output has 2 NaN, 1 -Inf among 12 elements, the first at [1, 3], flat "
                    + "index 7; DT_FLOAT of shape [3, 4] (required to be finite at "
                    + "TensorBoardTests/FiniteTests.swift:\(line))"
            )
        }
    }

    @Test func numbersAreTensorsOfRankZero() throws {
        try Float(1).requireFinite("loss")
        let error = #expect(throws: NonFiniteError.self) {
            try Double.infinity.requireFinite("loss", file: "train.swift", line: 3)
        }
        #expect(
            error?.description == "loss is +Inf (required to be finite at train.swift:3)"
        )
        #expect(throws: NonFiniteError.self) { try (-Float.nan).requireFinite("loss") }
        #expect(throws: NonFiniteError.self) { try [Float.nan].shaped([]).requireFinite("loss") }
    }

    @Test(
        arguments: [
            (DataType.half, [0x00, 0x7c], [0xff, 0x7b]), (.bfloat16, [0x80, 0x7f], [0x7f, 0x7f]),
            (.float, [0, 0, 0x80, 0xff], [0xff, 0xff, 0x7f, 0xff]),
            (
                .double, [1, 0, 0, 0, 0, 0, 0xf0, 0x7f],
                [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xef, 0x7f]
            ),
            (.complex64, [0, 0, 0, 0, 0, 0, 0xc0, 0x7f], [0, 0, 0, 0, 0xff, 0xff, 0x7f, 0x7f]),
            (
                .complex128, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0xff],
                [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xef, 0xff]
            ),
            (.float8E5M2, [0x7c], [0x7b]), (.float8E4M3FN, [0x7f], [0x7e]),
            (.float8E4M3FNUZ, [0x80], [0x7f]), (.float8E4M3B11FNUZ, [0x80], [0xff]),
            (.float8E5M2FNUZ, [0x80], [0xff]),
        ] as [(DataType, [UInt8], [UInt8])]
    )
    func everyTypeIsChecked(dtype: DataType, bad: [UInt8], good: [UInt8]) throws {
        // Beyond the block at which reading may end, and not at its end.
        for count in [1, 100, 70_000] {
            var elements = [[UInt8]](repeating: good, count: count)
            #expect(
                RawTensor(dtype: dtype, shape: [count], bytes: elements.flatMap(\.self)).isAllFinite
            )
            elements[count * 2 / 3] = bad
            let tensor = RawTensor(dtype: dtype, shape: [count], bytes: elements.flatMap(\.self))
            #expect(!tensor.isAllFinite)
            let error = #expect(throws: NonFiniteError.self) { try tensor.requireFinite("t") }
            #expect(error?.nonFiniteCount == 1)
            #expect(error?.firstIndex == [count * 2 / 3])
            #expect(error?.elementCount == count)
        }
    }

    @Test func integersAndUnknownTypesAreFinite() throws {
        #expect([Int.max, .min].isAllFinite)
        #expect([UInt8](repeating: 0xff, count: 64).isAllFinite)
        let strings = RawTensor(dtype: .string, shape: [3], bytes: [0xff, 0xff, 0xff])
        #expect(strings.isAllFinite)
        try strings.requireFinite("s")
        #expect([Float]().isAllFinite)
    }

    @Test func aShapeThatDoesNotMatchDoesNotTrap() throws {
        let tensor = [Float.nan, .nan].shaped(.max, -1, 3)
        let error = #expect(throws: NonFiniteError.self) { try tensor.requireFinite("t") }
        #expect(error?.nanCount == 2 && error?.firstIndex == [])
    }
}
