internal import CTensorBoardProto
internal import TensorBoardEvents

extension Summary {
    init(_ message: Tensorboard__Summary) {
        self.init(values: Array(message.value, message.n_value) { Value($0.pointee) })
    }
}

extension Summary.Value {
    fileprivate init(_ message: Tensorboard__Summary__Value) {
        self.init(
            tagBytes: message.tag.bytes,
            nodeName: message.node_name.text,
            metadata: message.metadata.map { SummaryMetadata($0.pointee) },
            content: Content(message)
        )
    }
}

extension Summary.Value.Content {
    fileprivate init(_ message: Tensorboard__Summary__Value) {
        self =
            switch message.value_case {
            case TENSORBOARD__SUMMARY__VALUE__VALUE_SIMPLE_VALUE:
                .simpleValue(message.simple_value)
            case TENSORBOARD__SUMMARY__VALUE__VALUE_OBSOLETE_OLD_STYLE_HISTOGRAM:
                .obsoleteHistogram(message.obsolete_old_style_histogram.bytes)
            case TENSORBOARD__SUMMARY__VALUE__VALUE_IMAGE:
                .image(Summary.Image(message.image.pointee))
            case TENSORBOARD__SUMMARY__VALUE__VALUE_HISTO:
                .histogram(HistogramProto(message.histo.pointee))
            case TENSORBOARD__SUMMARY__VALUE__VALUE_AUDIO:
                .audio(Summary.Audio(message.audio.pointee))
            case TENSORBOARD__SUMMARY__VALUE__VALUE_TENSOR:
                .tensor(TensorProto(message.tensor.pointee))
            default: .none
            }
    }
}

extension Summary.Image {
    fileprivate init(_ message: Tensorboard__Summary__Image) {
        self.init(
            height: message.height,
            width: message.width,
            colorspace: message.colorspace,
            encodedImage: message.encoded_image_string.bytes
        )
    }
}

extension Summary.Audio {
    fileprivate init(_ message: Tensorboard__Summary__Audio) {
        self.init(
            sampleRate: message.sample_rate,
            channelCount: message.num_channels,
            frameCount: message.length_frames,
            encodedAudio: message.encoded_audio_string.bytes,
            contentType: message.content_type.text
        )
    }
}

extension SummaryMetadata {
    fileprivate init(_ message: Tensorboard__SummaryMetadata) {
        self.init(
            pluginName: message.plugin_data?.pointee.plugin_name.text ?? "",
            pluginContent: message.plugin_data?.pointee.content.bytes ?? [],
            displayName: message.display_name.text,
            description: message.summary_description.text,
            dataClass: DataClass(rawValue: Int32(bitPattern: message.data_class.rawValue))
        )
    }
}

extension HistogramProto {
    fileprivate init(_ message: Tensorboard__HistogramProto) {
        self.init(
            min: message.min,
            max: message.max,
            num: message.num,
            sum: message.sum,
            sumSquares: message.sum_squares,
            bucketLimits: Array(message.bucket_limit, message.n_bucket_limit),
            buckets: Array(message.bucket, message.n_bucket)
        )
    }
}
