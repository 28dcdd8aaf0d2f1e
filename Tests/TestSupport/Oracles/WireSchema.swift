/// The messages that an event is made of, as `Protos/tensorboard` states them.
///
/// Kept apart from `FieldNumber` and from the generated C, so that a slip in either shows.
package enum MessageType: Hashable, Sendable {
    case event, logMessage, sessionLog, taggedRunMetadata, sourceMetadata
    case summary, value, image, audio, histogram, metadata, pluginData
    case tensor, shape, dimension, variant, resourceHandle, dtypeAndShape

    /// What a field holds.
    package indirect enum Kind: Sendable {
        case varint, bool, fixed32, fixed64, bytes
        case message(MessageType)
    }

    /// A field, and how often it may stand.
    package enum Field: Sendable {
        case one(Kind)
        /// One of a `oneof`; no message here has two of these.
        case choice(Kind)
        case many(Kind)

        package var kind: Kind {
            switch self {
            case .one(let kind), .choice(let kind), .many(let kind): kind
            }
        }
    }

    /// Whether the walk looks inside, or leaves such messages alone.
    package var isWalked: Bool {
        switch self {
        case .logMessage, .sessionLog, .taggedRunMetadata, .sourceMetadata: false
        case .image, .variant, .resourceHandle, .dtypeAndShape: false
        default: true
        }
    }

    package var fields: [Int: Field] { Self.table[self, default: [:]] }

    private static let table: [MessageType: [Int: Field]] = [
        .event: [
            1: .one(.fixed64), 2: .one(.varint), 3: .choice(.bytes), 4: .choice(.bytes),
            5: .choice(.message(.summary)), 6: .choice(.message(.logMessage)),
            7: .choice(.message(.sessionLog)), 8: .choice(.message(.taggedRunMetadata)),
            9: .choice(.bytes), 10: .one(.message(.sourceMetadata)),
        ],
        .logMessage: [1: .one(.varint), 2: .one(.bytes)],
        .sessionLog: [1: .one(.varint), 2: .one(.bytes), 3: .one(.bytes)],
        .taggedRunMetadata: [1: .one(.bytes), 2: .one(.bytes)],
        .sourceMetadata: [1: .one(.bytes)],
        .summary: [1: .many(.message(.value))],
        .value: [
            1: .one(.bytes), 2: .choice(.fixed32), 3: .choice(.bytes),
            4: .choice(.message(.image)), 5: .choice(.message(.histogram)),
            6: .choice(.message(.audio)), 7: .one(.bytes), 8: .choice(.message(.tensor)),
            9: .one(.message(.metadata)),
        ],
        .image: [1: .one(.varint), 2: .one(.varint), 3: .one(.varint), 4: .one(.bytes)],
        .audio: [
            1: .one(.fixed32), 2: .one(.varint), 3: .one(.varint), 4: .one(.bytes),
            5: .one(.bytes),
        ],
        .histogram: [
            1: .one(.fixed64), 2: .one(.fixed64), 3: .one(.fixed64), 4: .one(.fixed64),
            5: .one(.fixed64), 6: .many(.fixed64), 7: .many(.fixed64),
        ],
        .metadata: [
            1: .one(.message(.pluginData)), 2: .one(.bytes), 3: .one(.bytes), 4: .one(.varint),
        ],
        .pluginData: [1: .one(.bytes), 2: .one(.bytes)],
        .tensor: [
            1: .one(.varint), 2: .one(.message(.shape)), 3: .one(.varint), 4: .one(.bytes),
            5: .many(.fixed32), 6: .many(.fixed64), 7: .many(.varint), 8: .many(.bytes),
            9: .many(.fixed32), 10: .many(.varint), 11: .many(.bool), 12: .many(.fixed64),
            13: .many(.varint), 14: .many(.message(.resourceHandle)),
            15: .many(.message(.variant)), 16: .many(.varint), 17: .many(.varint),
            18: .one(.bytes),
        ],
        .shape: [2: .many(.message(.dimension)), 3: .one(.bool)],
        .dimension: [1: .one(.varint), 2: .one(.bytes)],
        .variant: [1: .one(.bytes), 2: .one(.bytes), 3: .many(.message(.tensor))],
        .resourceHandle: [
            1: .one(.bytes), 2: .one(.bytes), 3: .one(.bytes), 4: .one(.varint), 5: .one(.bytes),
            6: .many(.message(.dtypeAndShape)),
        ],
        .dtypeAndShape: [1: .one(.varint), 2: .one(.message(.shape))],
    ]
}
