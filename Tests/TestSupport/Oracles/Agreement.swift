internal import EventDecoding
internal import TensorBoardEvents

/// How the walk and libprotobuf-c compare on one serialized event.
///
/// This is the whole definition of their agreeing:
///
/// 1. Where libprotobuf-c accepts a message, the walk calls no part of it malformed, and all that
///    the walk reads is bit for bit what libprotobuf-c read.
/// 2. Where libprotobuf-c refuses a message, the walk calls some part of it malformed.
///
/// 3. What is recognised without a walk is what the walk reads (``Recognition``).
///
/// The first two hold but for messages with the oddities that ``excuses`` names, found by a reader of its
/// own (``WireSurvey``).
package enum Agreement: Hashable {
    /// Both read the same.
    case sameReading
    /// Both refuse the message.
    case bothRefuse
    /// They differ, as the two are known to do.
    case excused
    /// They differ, and one of them is wrong.
    case violation(String)

    package init(on payload: [UInt8]) {
        if let difference = Recognition.difference(on: payload) {
            self = .violation(difference)
            return
        }
        let walked = payload.withUnsafeBytes { EventFacts(walking: $0) }
        let unpacked = Event(decodingUnguarded: payload).map { EventFacts($0) }
        let difference: String
        switch (walked, unpacked) {
        case (nil, nil):
            self = .bothRefuse
            return
        case (let walked?, let unpacked?) where walked == unpacked:
            self = .sameReading
            return
        case (let walked?, let unpacked?): difference = walked.difference(from: unpacked)
        case (nil, .some): difference = "the walk alone calls it malformed"
        case (.some, nil): difference = "libprotobuf-c alone calls it malformed"
        }
        let excuses = Self.excuses(walk: walked != nil, library: unpacked != nil)
        let isExcused = !WireSurvey(payload).oddities.isDisjoint(with: excuses)
        self = isExcused ? .excused : .violation(difference)
    }

    /// The oddities that explain a difference, by which of the two accept the message.
    private static func excuses(walk: Bool, library: Bool) -> Set<WireSurvey.Oddity> {
        switch (walk, library) {
        case (false, _): [.reservedNumber, .highRank]
        case (true, true): [.repeatedField, .laxBool]
        // A field that stands twice: the walk looks into the last one only.
        case (true, false): [.group, .wrongWireType, .longForm, .brokenUnseen, .repeatedField]
        }
    }
}
