extension Summary {
    /// An image in the older format; today images are `DT_STRING` tensors.
    public struct Image: Hashable, Sendable {
        /// The height in pixels.
        public var height: Int32
        /// The width in pixels.
        public var width: Int32
        /// The number of channels: 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA, 5 YUV, 6 BGRA.
        public var colorspace: Int32
        /// The bytes of a PNG, JPEG or GIF file.
        public var encodedImage: [UInt8]

        /// Creates an image.
        public init(height: Int32, width: Int32, colorspace: Int32, encodedImage: [UInt8]) {
            self.height = height
            self.width = width
            self.colorspace = colorspace
            self.encodedImage = encodedImage
        }
    }

    /// An audio clip in the older format; today audio clips are `DT_STRING` tensors.
    public struct Audio: Hashable, Sendable {
        /// The sample rate in hertz.
        @ComparedByBits public var sampleRate: Float
        /// The number of channels.
        public var channelCount: Int64
        /// The number of samples in each channel.
        public var frameCount: Int64
        /// The bytes of an audio file.
        public var encodedAudio: [UInt8]
        /// The audio file's media type, such as `audio/wav`.
        public var contentType: String

        /// Creates an audio clip.
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
