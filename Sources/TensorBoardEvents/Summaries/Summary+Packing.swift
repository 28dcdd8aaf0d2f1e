extension Summary {
    package func pack(into message: inout WireWriter) {
        for value in values {
            message.message(FieldNumber.Summary.value) { value.pack(into: &$0) }
        }
    }
}

extension Summary.Value {
    package func pack(into message: inout WireWriter) {
        typealias Field = FieldNumber.Value
        message.blob(Field.tag, tagBytes)
        // In the order of the fields' numbers: the node's name is between the contents.
        switch content {
        case .simpleValue(let value): message.float(Field.simpleValue, value)
        case .obsoleteHistogram(let bytes): message.delimited(Field.obsoleteHistogram, bytes)
        case .image(let image): message.message(Field.image) { image.pack(into: &$0) }
        case .histogram(let histogram):
            message.message(Field.histogram) { histogram.pack(into: &$0) }
        case .audio(let audio): message.message(Field.audio) { audio.pack(into: &$0) }
        case .tensor, .none: break
        }
        message.text(Field.nodeName, nodeName)
        if case .tensor(let tensor) = content {
            message.message(Field.tensor) { tensor.pack(into: &$0) }
        }
        if let metadata { message.message(Field.metadata) { metadata.pack(into: &$0) } }
    }
}

extension SummaryMetadata {
    package func pack(into message: inout WireWriter) {
        typealias Field = FieldNumber.Metadata
        if !pluginName.isEmpty || !pluginContent.isEmpty {
            message.message(Field.pluginData) { plugin in
                plugin.text(Field.pluginName, pluginName)
                plugin.blob(Field.pluginContent, pluginContent)
            }
        }
        message.text(Field.displayName, displayName)
        message.text(Field.description, description)
        message.scalar(Field.dataClass, Int64(dataClass.rawValue))
    }
}

extension Summary.Image {
    fileprivate func pack(into message: inout WireWriter) {
        typealias Field = FieldNumber.Image
        message.scalar(Field.height, Int64(height))
        message.scalar(Field.width, Int64(width))
        message.scalar(Field.colorspace, Int64(colorspace))
        message.blob(Field.encodedImage, encodedImage)
    }
}

extension Summary.Audio {
    fileprivate func pack(into message: inout WireWriter) {
        typealias Field = FieldNumber.Audio
        message.scalar(Field.sampleRate, sampleRate)
        message.scalar(Field.channelCount, channelCount)
        message.scalar(Field.frameCount, frameCount)
        message.blob(Field.encodedAudio, encodedAudio)
        message.text(Field.contentType, contentType)
    }
}

extension HistogramProto {
    fileprivate func pack(into message: inout WireWriter) {
        typealias Field = FieldNumber.Histogram
        message.scalar(Field.min, min)
        message.scalar(Field.max, max)
        message.scalar(Field.num, num)
        message.scalar(Field.sum, sum)
        message.scalar(Field.sumSquares, sumSquares)
        message.packed(Field.bucketLimit, numbers: bucketLimits)
        message.packed(Field.bucket, numbers: buckets)
    }
}
