import EventDecoding
import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

/// Files from other people's programs, against what TensorBoard's own reader says of them.
@Suite(.enabled(if: Fixtures.corpus != nil, "no corpus: see Fixtures.corpus"))
struct CorpusTests {
    /// SageMaker Debugger puts a fixed number in place of the checksum: TensorBoard's reader stops
    /// there, ours takes the record for what it is.
    private static let readableBeyondTruth = [
        "awslabs__sagemaker-debugger/newlogsRunTest1/test_hook_from_json_config/events/"
            + "000000000000/000000000000_worker_0.tfevents": 1
    ]

    @Test(arguments: TruthRow.all)
    func everyWholeRecordIsReadAndNoOther(row: TruthRow) throws {
        var reader = try RecordReader(opening: row.file.path)
        var count = 0
        while try reader.next() != nil { count += 1 }
        #expect(count == row.recordCount + Self.readableBeyondTruth[row.file.name, default: 0])
        let isCut = row.endStatus.hasPrefix("truncated")
        #expect(reader.damage.map(\.kind) == (isCut ? [.truncatedTail] : []))
    }

    @Test(arguments: TruthRow.all.filter(\.isEventFile))
    func everyRecordOfAnEventFileIsAnEvent(row: TruthRow) throws {
        var reader = try EventFileReader(opening: row.file.path)
        var kinds: [String: Int] = [:]
        var tags: Set<[UInt8]> = []
        var versions: [String] = []
        var writers: [String] = []
        while let event = try reader.next() {
            kinds[event.what.name, default: 0] += 1
            if case .summary(let summary) = event.what {
                tags.formUnion(summary.values.map(\.tagBytes))
            }
            if case .fileVersion(let version) = event.what { versions.append(version) }
            if let writer = event.writer { writers.append(writer) }
        }
        #expect(reader.malformedEvents == [])
        guard Self.readableBeyondTruth[row.file.name] == nil else { return }
        // The table counts the kinds of session logs once more, as `session_log.START`.
        #expect(kinds == row.counts("event_kinds").filter { !$0.key.contains(".") })
        #expect(tags.count == Int(row["n_tags"]))
        #expect(versions.first ?? "" == row["first_file_version"])
        #expect(writers.first ?? "" == row["writer"])
    }
}

extension Event.What {
    /// The field's name in the protobuf message.
    var name: String {
        switch self {
        case .none: "none"
        case .fileVersion: "file_version"
        case .graphDef: "graph_def"
        case .summary: "summary"
        case .logMessage: "log_message"
        case .sessionLog: "session_log"
        case .taggedRunMetadata: "tagged_run_metadata"
        case .metaGraphDef: "meta_graph_def"
        }
    }
}
