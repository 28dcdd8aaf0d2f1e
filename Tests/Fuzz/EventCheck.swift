import EventDecoding
import Logdirs
import TFRecord
import TensorBoardEvents
import TestSupport

@testable import EventInspector

/// What must hold of what is said about one event, whoever says it.
struct EventCheck {
    private let payload: [UInt8]

    init(_ payload: [UInt8]) {
        self.payload = payload
    }

    func run(_ turn: Turn) {
        if turn.checksDebugEvents { compareWithStreaming(.debugEvents) }
        if case .example = payload.withUnsafeBytes({ RecordKind(beginning: $0) }) {
            compareWithStreaming(.records)
        }
        let verdicts = compareWithStreaming(.events)
        if turn.checksLeftover {
            for (buffer, verdict) in zip(Workspace.readBuffers, verdicts) {
                LeftoverCheck(payload, alone: verdict, buffer: buffer).run()
            }
        }
        checkColdDecode(against: verdicts[0])
    }

    /// An event that goes by in pieces gives the findings of one that is all in memory.
    ///
    /// - Returns: What was said of it through each buffer.
    @discardableResult
    private func compareWithStreaming(_ content: LogdirFile.Content) -> [Verdict] {
        var file: [UInt8] = []
        RecordFormat.append(payload, to: &file)
        let verdicts = Workspace.readBuffers.map { buffer in
            Verdict.of(stream: file, as: content, buffer: buffer)
        }
        let whole = verdicts[0]
        check(!whole.isDamaged, "damage around an event that the harness framed")
        check(whole.recordCount == 1, "\(whole.recordCount) records where there is one")
        for (buffer, streamed) in zip(Workspace.readBuffers, verdicts).dropFirst() {
            let rule = StreamingRule(payload, content)
            check(
                noFault: rule.violation(whole: whole, streamed: streamed),
                "\(content) through \(buffer.bytes.count) bytes"
            )
        }
        return verdicts
    }

    /// The walk and libprotobuf-c agree, and the inspector has seen what libprotobuf-c shows.
    private func checkColdDecode(against verdict: Verdict) {
        if case .violation(let difference) = Agreement(on: payload) {
            check(noFault: difference, "cold decode")
        }
        _ = try? HParamsPluginData(decoding: payload)
        guard let event = try? Event(decoding: payload) else { return }
        check(noFault: NonFiniteOracle(event).violation(by: verdict), "oracle")
    }
}
