import Logdirs
import TFRecord
import TensorBoardEvents
import TestSupport

@testable import EventInspector

/// How far the two ways to look through an event may differ.
///
/// They say the same, except that an event that goes by once is also called malformed where
/// - it has groups, which are not looked into, or
/// - a field stands twice, the second time too late for what went by under the first, or
/// - a shape is as long as no rank that TensorFlow allows can make it, or
/// - its step or time stands behind the values that it belongs to, or twice, or
/// - the head of a debugger's trace stands behind its tensors, or those may be vectors and are large.
///
/// Rows of histograms and the vectors of a debugger mean something beyond their numbers only while
/// they are in memory; too large for that, they are reported for themselves or called malformed.
struct StreamingRule {
    private let payload: [UInt8]
    private let content: LogdirFile.Content

    init(_ payload: [UInt8], _ content: LogdirFile.Content) {
        self.payload = payload
        self.content = content
    }

    /// What is wrong with the difference between the two, nil where nothing is.
    func violation(whole: Verdict, streamed: Verdict) -> String? {
        if whole == streamed { return nil }
        // An example that goes by is not looked into behind a group, which makes it malformed anyway.
        if content == .records, whole.isMalformed, streamed.isMalformed { return nil }
        if streamed.isMalformed, isExcused { return nil }
        if holdsVectors, streamed.isMalformed || streamed.exitCode == 1 || whole.exitCode != 1 {
            return nil
        }
        if whole.isMalformed != streamed.isMalformed {
            return "malformed: \(whole.isMalformed) whole, \(streamed.isMalformed) streamed"
        }
        // Of an event that breaks off, only whether there is something to find must be the same.
        if whole.isMalformed, whole.exitCode == streamed.exitCode { return nil }
        for key in Set(whole.findings.keys).union(streamed.findings.keys) {
            let (left, right) = (whole.findings[key], streamed.findings[key])
            if left != right {
                return "\(key):\n  whole    \(describe(left))\n  streamed \(describe(right))"
            }
        }
        return "values \(whole.valueCount) and \(streamed.valueCount), elements "
            + "\(whole.elementCount) and \(streamed.elementCount), records "
            + "\(whole.recordCount) and \(streamed.recordCount)"
    }

    private func describe(_ finding: Verdict.Finding?) -> String {
        finding.map { "\($0)" } ?? "nothing"
    }

    private var isExcused: Bool {
        // Keys with the wire type of a group stand at any depth; the survey does not know debug
        // events, so any byte that could be one will do there.
        if content == .records { return false }
        if content == .debugEvents {
            return payload.contains { $0 & 7 == 3 } || hasLateHead || hasOddTrace
        }
        let survey = WireSurvey(payload)
        return !survey.oddities.isDisjoint(with: [.group, .repeatedField]) || hasLateHead
            || survey.longestShape > Workspace.smallestWholeLimit
    }

    private var holdsVectors: Bool {
        let text = String(decoding: payload, as: UTF8.self)
        return text.contains("histograms") || text.contains(":DebugNumericSummary")
    }

    private var hasOddTrace: Bool {
        payload.withUnsafeBytes { bytes in
            var reader = WireReader(bytes)
            while reader.advance() {
                let head = DebugTraceHead(fieldNumber: reader.fieldNumber)
                guard reader.wireType == .delimited else { continue }
                var trace = WireReader(reader.bytes)
                var hasTensors = false
                while trace.advance() {
                    if hasTensors, head.takes(field: trace.fieldNumber) { return true }
                    guard trace.fieldNumber == head.tensorField, trace.wireType == .delimited
                    else { continue }
                    if trace.bytes.count > Workspace.smallestWholeLimit { return true }
                    hasTensors = true
                }
            }
            return false
        }
    }

    private var hasLateHead: Bool {
        payload.withUnsafeBytes { bytes in
            var reader = WireReader(bytes)
            var hasValues = false
            while reader.advance() {
                // Wall time and step have the same numbers in both kinds of event.
                if reader.fieldNumber <= 2, hasValues { return true }
                if reader.wireType == .delimited { hasValues = true }
            }
            return false
        }
    }
}
