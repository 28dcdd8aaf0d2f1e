import EventDecoding
import TensorBoardEvents
import TestSupport
import Testing

/// What `HParamsPluginData.encoded()` lays out, against the decoder (libprotobuf-c) and against
/// bytes that Google's protobuf made of the same data.
@Suite struct HParamsPackingTests {
    @Test func aSessionStartIsEncodedAsByProtobuf() throws {
        let start = HParamsPluginData.SessionStartInfo(
            hparams: [
                .init(name: "opt", value: "adam"), .init(name: "lr", value: 0.5),
                .init(name: "ema", value: false),
            ],
            groupName: "g",
            startTime: 1e9
        )
        let expected: [UInt8] = [
            0x1a, 0x37, 0x0a, 0x09, 0x0a, 0x03, 0x65, 0x6d, 0x61, 0x12, 0x02, 0x20, 0x00, 0x0a,
            0x0f, 0x0a, 0x02, 0x6c, 0x72, 0x12, 0x09, 0x11, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
            0xe0, 0x3f, 0x0a, 0x0d, 0x0a, 0x03, 0x6f, 0x70, 0x74, 0x12, 0x06, 0x1a, 0x04, 0x61,
            0x64, 0x61, 0x6d, 0x22, 0x01, 0x67, 0x29, 0x00, 0x00, 0x00, 0x00, 0x65, 0xcd, 0xcd,
            0x41,
        ]
        #expect(HParamsPluginData(content: .sessionStartInfo(start)).encoded() == expected)
    }

    @Test(arguments: HParamsPackingTests.samples)
    func everythingSurvivesARoundTrip(_ data: HParamsPluginData) throws {
        #expect(try HParamsPluginData(decoding: data.encoded()) == data)
    }

    @Test func theOrderOfHParamsDoesNotMatter() {
        let pairs: [HParamsPluginData.HParam] = [
            .init(name: "b", value: 1), .init(name: "a", value: 2), .init(name: "c", value: 3),
        ]
        let sorted = start(pairs.sorted { $0.name < $1.name }).encoded()
        #expect(start(pairs).encoded() == sorted)
        #expect(start(pairs.reversed()).encoded() == sorted)
    }

    @Test func theLastOfEqualNamesIsKept() throws {
        let data = start([
            .init(name: "lr", value: 1), .init(name: "a", value: 2), .init(name: "lr", value: 3),
        ])
        let expected = start([.init(name: "a", value: 2), .init(name: "lr", value: 3)])
        #expect(try HParamsPluginData(decoding: data.encoded()) == expected)
    }

    @Test func namesThatOnlyLookEqualStayTwo() throws {
        let data = start([
            .init(name: "e\u{301}", value: 1), .init(name: "\u{e9}", value: 2),
        ])
        guard
            case .sessionStartInfo(let start) =
                try HParamsPluginData(decoding: data.encoded()).content
        else {
            Issue.record("not a session's start")
            return
        }
        #expect(start.hparams.map(\.value) == [1, 2])
    }

    @Test func literalsAreValues() {
        let values: [HParamValue] = [1, 0.5, "a", true, "\(2)b", HParamValue(Float(0.25))]
        #expect(
            values == [
                .number(1), .number(0.5), .string("a"), .bool(true), .string("2b"), .number(0.25),
            ]
        )
        #expect(HParamValue(true) == .bool(true))
        #expect(HParamValue(UInt8(3)) == .number(3))
        #expect(HParamValue("abc".dropFirst()) == .string("bc"))
    }

    private func start(_ hparams: [HParamsPluginData.HParam]) -> HParamsPluginData {
        HParamsPluginData(content: .sessionStartInfo(.init(hparams: hparams)))
    }

    static let samples: [HParamsPluginData] = [
        HParamsPluginData(content: .none),
        HParamsPluginData(version: 7, content: .sessionStartInfo(.init())),
        HParamsPluginData(
            content: .sessionStartInfo(
                .init(
                    hparams: [
                        .init(name: "", value: 0), .init(name: "absent", value: .none),
                        .init(name: "empty", value: ""),
                        .init(name: "inf", value: .number(-.infinity)),
                        .init(name: "list", value: .list([1, "a", .none, .null, .list([])])),
                        .init(name: "nan", value: .number(.nan)), .init(name: "null", value: .null),
                        .init(
                            name: "tree",
                            value: .structure([
                                .init(name: "x", value: true),
                                .init(name: "y", value: .structure([])),
                            ])
                        ),
                        .init(name: "zero", value: .number(-0.0)),
                    ],
                    modelURI: "m",
                    monitorURL: "u",
                    groupName: "grüße",
                    startTime: -0.0
                )
            )
        ),
        HParamsPluginData(content: .sessionEndInfo(.init(status: .failure, endTime: 1.5e9))),
        HParamsPluginData(content: .sessionEndInfo(.init(status: .init(rawValue: -3)))),
        HParamsPluginData(
            content: .experiment(
                .init(
                    name: "n",
                    description: "d",
                    user: "u",
                    timeCreated: 3,
                    hparamInfos: [
                        .init(
                            name: "lr",
                            displayName: "rate",
                            description: "how fast",
                            type: .float64,
                            domain: .interval(.init(min: 0, max: .infinity)),
                            differs: true
                        ),
                        .init(name: "opt", type: .string, domain: .discrete(["a", "", "b"])),
                        .init(name: "none", domain: .discrete([])),
                        .init(name: ""),
                    ],
                    metricInfos: [
                        .init(
                            group: "eval",
                            tag: "loss",
                            displayName: "l",
                            description: "e",
                            datasetType: .validation
                        ),
                        .init(tag: ""),
                    ]
                )
            )
        ),
    ]
}
