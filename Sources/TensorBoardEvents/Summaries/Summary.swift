/// The named values that one event carries.
///
/// The corresponding protobuf message is `tensorboard.Summary` (TensorBoard's
/// `compat/proto/summary.proto`).
public struct Summary: Hashable, Sendable {
    /// The values, in the order of the file.
    public var values: [Value]

    /// Creates a summary.
    public init(values: [Value] = []) {
        self.values = values
    }
}

extension Summary {
    /// One value under one tag.
    ///
    /// ```swift
    /// let value = Summary.Value(tag: "loss", content: .simpleValue(0.5))
    /// ```
    public struct Value: Hashable, Sendable {
        /// The tag, with U+FFFD in place of bytes that are not UTF-8.
        public var tag: String {
            didSet { invalidTagBytes = nil }
        }
        /// A second name that TensorFlow 1 wrote; superseded by the tag.
        public var nodeName: String
        /// How the tag is displayed; only the first in a run counts.
        public var metadata: SummaryMetadata?
        /// The value.
        public var content: Content

        private var invalidTagBytes: [UInt8]?

        /// Creates a value.
        public init(
            tag: String,
            nodeName: String = "",
            metadata: SummaryMetadata? = nil,
            content: Content
        ) {
            self.tag = tag
            self.nodeName = nodeName
            self.metadata = metadata
            self.content = content
        }

        package init(
            tagBytes: [UInt8],
            nodeName: String,
            metadata: SummaryMetadata?,
            content: Content
        ) {
            if let tag = String(validating: tagBytes, as: UTF8.self) {
                self.tag = tag
            } else {
                self.tag = String(decoding: tagBytes, as: UTF8.self)
                self.invalidTagBytes = tagBytes
            }
            self.nodeName = nodeName
            self.metadata = metadata
            self.content = content
        }

        /// The tag's bytes in the file, UTF-8 or not.
        public var tagBytes: [UInt8] { invalidTagBytes ?? Array(tag.utf8) }
    }
}

extension Summary.Value {
    /// The kinds of values.
    public enum Content: Hashable, Sendable {
        /// Nothing, or a kind that this package does not know.
        case none
        /// A scalar as TensorFlow 1 and PyTorch write it.
        case simpleValue(Float)
        /// A tensor, which is how TensorFlow 2 writes all values.
        case tensor(TensorProto)
        /// A histogram as TensorFlow 1 and PyTorch write it.
        case histogram(HistogramProto)
        /// An image as TensorFlow 1 and PyTorch write it.
        case image(Summary.Image)
        /// An audio clip as TensorFlow 1 and PyTorch write it.
        case audio(Summary.Audio)
        /// TensorFlow's first histograms; their format was never published.
        case obsoleteHistogram([UInt8])

        /// Whether two contents have the same bits; see ``ComparedByBits``.
        public static func == (left: Self, right: Self) -> Bool {
            switch (left, right) {
            case (.none, .none): true
            case (.simpleValue(let left), .simpleValue(let right)):
                left.bitPattern == right.bitPattern
            case (.tensor(let left), .tensor(let right)): left == right
            case (.histogram(let left), .histogram(let right)): left == right
            case (.image(let left), .image(let right)): left == right
            case (.audio(let left), .audio(let right)): left == right
            case (.obsoleteHistogram(let left), .obsoleteHistogram(let right)): left == right
            default: false
            }
        }

        /// Feeds the content to a hasher, numbers by their bits.
        public func hash(into hasher: inout Hasher) {
            switch self {
            case .none: hasher.combine(0)
            case .simpleValue(let value): hasher.combine(value.bitPattern)
            case .tensor(let tensor): hasher.combine(tensor)
            case .histogram(let histogram): hasher.combine(histogram)
            case .image(let image): hasher.combine(image)
            case .audio(let audio): hasher.combine(audio)
            case .obsoleteHistogram(let bytes): hasher.combine(bytes)
            }
        }
    }
}
