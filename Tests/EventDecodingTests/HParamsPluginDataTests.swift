import EventDecoding
import TensorBoardEvents
import TestSupport
import Testing

@Suite struct HParamsPluginDataTests {
    @Test func aSessionStartKeepsTheOrderOfItsHParams() throws {
        let data = try HParamsPluginData(
            decoding: .message(
                3,
                entry("lr", .double(2, .nan)),
                entry("optimizer", .text(3, "adam")),
                entry("amsgrad", .varint(4, 1)),
                entry("nothing", .varint(1, 0)),
                .message(1, .text(1, "absent")),
                .text(2, "m"),
                .text(3, "u"),
                .text(4, "g"),
                .double(5, 1.5)
            )
        )
        let start = HParamsPluginData.SessionStartInfo(
            hparams: [
                .init(name: "lr", value: .number(.nan)),
                .init(name: "optimizer", value: .string("adam")),
                .init(name: "amsgrad", value: .bool(true)),
                .init(name: "nothing", value: .null),
                .init(name: "absent", value: .none),
            ],
            modelURI: "m",
            monitorURL: "u",
            groupName: "g",
            startTime: 1.5
        )
        #expect(data == HParamsPluginData(content: .sessionStartInfo(start)))
    }

    @Test func theLastOfEqualNamesCounts() throws {
        let start = HParamsPluginData.SessionStartInfo(hparams: [
            .init(name: "lr", value: .number(1)), .init(name: "lr", value: .number(2)),
        ])
        #expect(start["lr"] == .number(2))
        #expect(start["momentum"] == nil)
    }

    @Test func aSessionEndHasAStatus() throws {
        let data = try HParamsPluginData(decoding: .message(4, .varint(1, 2), .double(2, 9)))
        #expect(
            data == HParamsPluginData(content: .sessionEndInfo(.init(status: .failure, endTime: 9)))
        )
    }

    @Test func anExperimentDescribesItsColumns() throws {
        let data = try HParamsPluginData(decoding: .varint(1, 1) + .message(2, Self.experiment))
        let experiment = HParamsPluginData.Experiment(
            name: "n",
            description: "d",
            user: "u",
            timeCreated: 3,
            hparamInfos: [
                .init(
                    name: "lr",
                    displayName: "rate",
                    description: "d",
                    type: .float64,
                    domain: .interval(.init(min: -.infinity, max: .nan)),
                    differs: true
                ),
                .init(name: "batch", domain: .discrete([.number(8), .number(.infinity)])),
                .init(name: "seed"),
            ],
            metricInfos: [
                .init(
                    group: "g",
                    tag: "t",
                    displayName: "dn",
                    description: "dd",
                    datasetType: .validation
                )
            ]
        )
        #expect(data == HParamsPluginData(version: 1, content: .experiment(experiment)))
    }

    @Test func everyNumberIsVisitedWithItsPath() throws {
        #expect(
            try numbers(.message(2, Self.experiment)) == [
                "experiment.time_created_secs 3.0",
                "experiment.hparam_infos[0].domain_interval.min_value -inf",
                "experiment.hparam_infos[0].domain_interval.max_value nan",
                "experiment.hparam_infos[1].domain_discrete[0] 8.0",
                "experiment.hparam_infos[1].domain_discrete[1] inf",
            ]
        )
        let betas: [UInt8] = .message(
            6,
            .message(1, .double(2, 0.9)),
            .message(1, .double(2, .nan))
        )
        let members: [UInt8] = .message(5, .message(1, .text(1, "betas"), .message(2, betas)))
        #expect(
            try numbers(
                .message(
                    3,
                    entry("lr", .double(2, .infinity)),
                    entry("opt", members),
                    entry("s", .text(3, "nan"))
                )
            ) == [
                "hparams.lr inf",
                "hparams.opt.betas[0] 0.9",
                "hparams.opt.betas[1] nan",
                "session_start_info.start_time_secs 0.0",
            ]
        )
        #expect(try numbers(.message(4, .double(2, 1))) == ["session_end_info.end_time_secs 1.0"])
        #expect(try numbers([]) == [])
    }

    @Test func endlesslyNestedListsAreRefused() {
        var value: [UInt8] = []
        for _ in 0..<10_000 { value = .message(6, .message(1, value)) }
        #expect(throws: EventError(code: .tooDeep, message: "HParamsPluginData")) {
            try HParamsPluginData(decoding: .message(3, entry("lr", value)))
        }
    }

    /// libprotobuf-c before 1.4.0 reads beyond its tables when it merges two that hold nothing.
    @Test(arguments: [[], [UInt8].text(3, "adam")])
    func aValueInTwoPiecesIsRefused(second: [UInt8]) {
        #expect(throws: EventError(code: .malformed, message: "HParamsPluginData")) {
            try HParamsPluginData(
                decoding: .message(3, .message(1, .message(2), .message(2, second)))
            )
        }
    }

    @Test func otherBytesAreMalformed() {
        #expect(throws: EventError(code: .malformed, message: "HParamsPluginData")) {
            try HParamsPluginData(decoding: Array("not a message".utf8))
        }
    }

    private static let experiment: [UInt8] = .fields(
        .text(1, "d"),
        .text(2, "u"),
        .double(3, 3),
        .text(6, "n"),
        .message(
            4,
            .text(1, "lr"),
            .text(2, "rate"),
            .text(3, "d"),
            .varint(4, 3),
            .varint(7, 1),
            .message(6, .double(1, -.infinity), .double(2, .nan))
        ),
        .message(
            4,
            .text(1, "batch"),
            .message(5, .message(1, .double(2, 8)), .message(1, .double(2, .infinity)))
        ),
        .message(4, .text(1, "seed")),
        .message(
            5,
            .message(1, .text(1, "g"), .text(2, "t")),
            .text(3, "dn"),
            .text(4, "dd"),
            .varint(5, 2)
        )
    )

    private func entry(_ name: String, _ value: [UInt8]) -> [UInt8] {
        .message(1, .text(1, name), .message(2, value))
    }

    private func numbers(_ content: [UInt8]) throws -> [String] {
        var found: [String] = []
        try HParamsPluginData(decoding: content).forEachNumber { path, number, _ in
            found.append("\(path()) \(number)")
        }
        return found
    }
}
