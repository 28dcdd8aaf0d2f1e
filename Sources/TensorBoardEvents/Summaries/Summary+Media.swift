extension Summary {
    /// An image in the older form; today one is a `DT_STRING` tensor.
    public struct Image: Hashable, Sendable {
        /// Pixels from top to bottom.
        public var height: Int32
        /// Pixels from left to right.
        public var width: Int32
        /// Channels: 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA, 5 YUV, 6 BGRA.
        public var colorspace: Int32
        /// A whole PNG, JPEG or GIF file.
        public var encodedImage: [UInt8]

        /// Makes an image.
        public init(height: Int32, width: Int32, colorspace: Int32, encodedImage: [UInt8]) {
            self.height = height
            self.width = width
            self.colorspace = colorspace
            self.encodedImage = encodedImage
        }
    }

    /// A sound in the older form; today one is a `DT_STRING` tensor.
    public struct Audio: Hashable, Sendable {
        /// Samples per second.
        @ComparedByBits public var sampleRate: Float
        /// Channels.
        public var channelCount: Int64
        /// Samples in each channel.
        public var frameCount: Int64
        /// A whole sound file.
        public var encodedAudio: [UInt8]
        /// The sound file's media type, such as `audio/wav`.
        public var contentType: String

        /// Makes a sound.
        public init(
            sampleRate: Float,
            channelCount: Int64,
            frameCount: Int64,
            encodedAudio: [UInt8],
            contentType: String
        ) {
            self.sampleRate = sampleRate
            self.channelCount = channelCount
            self.frameCount = frameCount
            self.encodedAudio = encodedAudio
            self.contentType = contentType
        }
    }
}
