import EventInspector
import TensorBoardEvents
import TestSupport
import Testing

/// Sizes that a file may claim and no arithmetic may stumble over.
struct HostileNumberTests {
    typealias Field = FieldNumber.Tensor

    static let shapes: [[Int64]] = [
        [1 << 62], [.max], [1 << 31, 1 << 31], [.min], [-1], [0, .max], [.max, .max],
        [3, 1 << 61],
    ]

    private static func splat(_ shape: [Int64], _ number: Float) -> [UInt8] {
        var tensor = WireWriter()
        tensor.dtype(.float)
        tensor.shape(shape)
        tensor.packed(Field.floatValues, floats: [number])
        return tensor.bytes
    }

    @Test(arguments: shapes)
    func aShapeOfAnySizeIsCounted(shape: [Int64]) throws {
        let report = try Scan.events(
            (1...3).map { step in
                EventBytes.event(
                    step: Int64(step),
                    EventBytes.value("t") { value in
                        value.delimited(FieldNumber.Value.tensor, Self.splat(shape, .nan))
                    }
                )
            }
        )
        #expect(report.finding("t")?.occurrences == 3)
        #expect(report.exitCode == 1)
    }

    @Test(arguments: shapes)
    func twoTensorsInOneValueAreCounted(shape: [Int64]) throws {
        let event = EventBytes.event(
            EventBytes.value("t") { value in
                for _ in 1...3 {
                    value.delimited(FieldNumber.Value.tensor, Self.splat(shape, 1))
                }
            }
        )
        #expect(try Scan.events([event]).exitCode != 1)
    }

    @Test(arguments: shapes)
    func tensorsInsideATensorAreCounted(shape: [Int64]) throws {
        let event = EventBytes.event(
            EventBytes.tensor("t") { tensor in
                tensor.dtype(.float)
                tensor.shape(shape)
                tensor.packed(Field.floatValues, floats: [1])
                for _ in 1...2 {
                    tensor.message(Field.variantValues) { variant in
                        variant.delimited(FieldNumber.Variant.tensors, Self.splat(shape, .nan))
                    }
                }
            }
        )
        #expect(try Scan.events([event]).finding("t")?.kind == .nan)
    }

    /// SageMaker Debugger's float16 is known by twice as many bytes as elements.
    @Test(arguments: shapes)
    func doublingAShapeDoesNotOverflow(shape: [Int64]) throws {
        let event = EventBytes.event(
            EventBytes.tensor("t") { tensor in
                tensor.dtype(.int32)
                tensor.shape(shape)
                tensor.delimited(Field.content, [0xff, 0xff])
            }
        )
        #expect(try Scan.events([event]).findings == [])
    }

    @Test(arguments: [Double.nan, .infinity, -1, 1e300, 9.3e18, 0.5])
    func healthCountsOfAnySizeAreCounted(number: Double) throws {
        let event = EventBytes.event(
            EventBytes.value("t") { value in
                value.delimited(FieldNumber.Value.nodeName, "t:0:DebugNumericSummary".utf8)
                value.message(FieldNumber.Value.tensor) { tensor in
                    tensor.dtype(.double)
                    tensor.shape([14])
                    tensor.packed(
                        Field.doubleValues,
                        doubles: [Double](repeating: number, count: 14)
                    )
                }
            }
        )
        let report = try Scan.events([event, event, event])
        #expect(report.exitCode == 0 || report.findings.allSatisfy { $0.count > 0 })
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, -1, 1e300, 9.3e18, 1e-300])
    func histogramNumbersOfAnySizeAreCounted(number: Double) throws {
        let event = EventBytes.event(
            EventBytes.value("h") { value in
                value.message(FieldNumber.Value.histogram) { histogram in
                    for field in 1...5 { histogram.double(field, number) }
                    histogram.packed(FieldNumber.Histogram.bucketLimit, doubles: [number])
                    histogram.packed(FieldNumber.Histogram.bucket, doubles: [number])
                }
            }
        )
        let report = try Scan.events([event, event])
        #expect((report.exitCode == 1) == !number.isFinite)
    }

    /// Each message length that reaches beyond the record ends there.
    @Test(arguments: [UInt64(1) << 31, 1 << 32, 1 << 62, 1 << 63, .max])
    func aLengthBeyondTheRecordIsMalformed(length: UInt64) throws {
        for padding in [0, 100_000] {
            var event = EventBytes.head(step: 1, wallTime: EventBytes.epoch)
            event.delimited(99, [UInt8](repeating: 0, count: padding))
            event.rawVarint(UInt64(FieldNumber.Event.summary << 3 | 2))
            event.rawVarint(length)
            let report = try Scan.events([event.bytes, EventBytes.scalar("loss", .nan, step: 2)])
            #expect(report.files.first?.issues.map(\.kind) == [.malformedEvent])
            #expect(report.briefs == ["loss nan simple_value 1 in 1 from step 2"])
        }
    }
}
