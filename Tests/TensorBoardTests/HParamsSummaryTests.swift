import EventDecoding
import Testing

@testable import TensorBoard

@Suite struct HParamsSummaryTests {
    @Test func everythingIsInTheMetadataNextToAnEmptyTensor() throws {
        let value = HParamsSummary.sessionEnd(status: .failure, at: 12.5)
        #expect(value.tag == "_hparams_/session_end_info")
        #expect(value.content == .tensor(TensorProto(dtype: .float, shape: TensorShape([0]))))
        let metadata = try #require(value.metadata)
        #expect(metadata.pluginName == "hparams")
        #expect(metadata.dataClass == .tensor)
        #expect(
            try HParamsPluginData(decoding: metadata.pluginContent)
                == HParamsPluginData(
                    content: .sessionEndInfo(.init(status: .failure, endTime: 12.5))
                )
        )
    }

    @Test func tagsNameTheirContent() {
        #expect(HParamsSummary.sessionStart(.init()).tag == "_hparams_/session_start_info")
        #expect(HParamsSummary.experiment(.init()).tag == "_hparams_/experiment")
    }

    @Test func valuesThatDoNotFitACellAreConverted() {
        let pairs: KeyValuePairs<String, HParamValue> = [
            "layers": .list([64, 2.5, "x", .null, .list([true])]),
            "optimizer": .structure([
                .init(name: "name", value: "adam"), .init(name: "lr", value: 0.5),
            ]),
            "nothing": .null,
            "records": .list([.structure([.init(name: "a", value: 1)])]),
        ]
        let flat = FlatHParams(pairs)
        #expect(
            flat.hparams == [
                .init(name: "layers", value: "[64, 2.5, x, null, [true]]"),
                .init(name: "optimizer.name", value: "adam"),
                .init(name: "optimizer.lr", value: 0.5),
                .init(name: "records", value: "[{a: 1}]"),
            ]
        )
        #expect(flat.problems.isEmpty)
    }

    @Test func nanAndMissingNamesCauseWarnings() {
        let pairs: KeyValuePairs<String, HParamValue> = ["lr": .number(.nan), "": 1]
        let flat = FlatHParams(pairs)
        #expect(flat.hparams == [.init(name: "lr", value: .number(.nan))])
        #expect(flat.problems.count == 2)
    }

    @Test func domainsDetermineTheirTypes() {
        let info = HParamsPluginData.HParamInfo("lr", in: 0...1)
        #expect(info.type == .float64)
        #expect(info.domain == .interval(.init(min: 0, max: 1)))
        #expect(HParamsPluginData.HParamInfo("a", oneOf: [1, 2.5]).type == .float64)
        #expect(HParamsPluginData.HParamInfo("a", oneOf: [true, false]).type == .bool)
        #expect(HParamsPluginData.HParamInfo("a", oneOf: ["x"]).type == .string)
        #expect(HParamsPluginData.HParamInfo("a", oneOf: ["x", 1]).type == .string)
        #expect(HParamsPluginData.HParamInfo("a", oneOf: []).domain == .none)
    }
}
