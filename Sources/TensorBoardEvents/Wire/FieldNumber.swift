/// The field numbers that the walk knows, from `Protos/`.
package enum FieldNumber {
    /// `tensorboard.Event`.
    package enum Event {
        package static let wallTime = 1
        package static let step = 2
        package static let fileVersion = 3
        package static let graphDef = 4
        package static let summary = 5
        package static let logMessage = 6
        package static let sessionLog = 7
        package static let taggedRunMetadata = 8
        package static let metaGraphDef = 9
        package static let sourceMetadata = 10
    }

    /// `tensorboard.SessionLog`.
    package enum SessionLog {
        package static let status = 1
        package static let checkpointPath = 2
        package static let message = 3
    }

    /// `tensorboard.LogMessage`.
    package enum LogMessage {
        package static let level = 1
        package static let message = 2
    }

    /// `tensorboard.TaggedRunMetadata`.
    package enum TaggedRunMetadata {
        package static let tag = 1
        package static let runMetadata = 2
    }

    /// `tensorboard.SourceMetadata`.
    package enum SourceMetadata {
        package static let writer = 1
    }

    /// `tensorboard.Summary`.
    package enum Summary {
        package static let value = 1
    }

    /// `tensorboard.Summary.Value`.
    package enum Value {
        package static let tag = 1
        package static let simpleValue = 2
        package static let obsoleteHistogram = 3
        package static let image = 4
        package static let histogram = 5
        package static let audio = 6
        package static let nodeName = 7
        package static let tensor = 8
        package static let metadata = 9
    }

    /// `tensorboard.Summary.Image`.
    package enum Image {
        package static let height = 1
        package static let width = 2
        package static let colorspace = 3
        package static let encodedImage = 4
    }

    /// `tensorboard.Summary.Audio`.
    package enum Audio {
        package static let sampleRate = 1
        package static let channelCount = 2
        package static let frameCount = 3
        package static let encodedAudio = 4
        package static let contentType = 5
    }

    /// `tensorboard.SummaryMetadata` and its `PluginData`.
    package enum Metadata {
        package static let pluginData = 1
        package static let pluginName = 1
        package static let pluginContent = 2
        package static let displayName = 2
        package static let description = 3
        package static let dataClass = 4
    }

    /// `tensorboard.HistogramProto`.
    package enum Histogram {
        package static let min = 1
        package static let max = 2
        package static let num = 3
        package static let sum = 4
        package static let sumSquares = 5
        package static let bucketLimit = 6
        package static let bucket = 7
    }

    /// `tensorboard.TensorProto`.
    package enum Tensor {
        package static let dtype = 1
        package static let shape = 2
        package static let version = 3
        package static let content = 4
        package static let floatValues = 5
        package static let doubleValues = 6
        package static let intValues = 7
        package static let stringValues = 8
        package static let complex64Values = 9
        package static let int64Values = 10
        package static let boolValues = 11
        package static let complex128Values = 12
        package static let halfValues = 13
        package static let variantValues = 15
        package static let uint32Values = 16
        package static let uint64Values = 17
        package static let float8Values = 18
    }

    /// `tensorboard.VariantTensorDataProto`.
    package enum Variant {
        package static let typeName = 1
        package static let metadata = 2
        package static let tensors = 3
    }

    /// `tensorboard.TensorShapeProto` and its `Dim`.
    package enum Shape {
        package static let dimension = 2
        package static let unknownRank = 3
        package static let size = 1
    }

    /// `tensorboard.hparams.HParamsPluginData`.
    package enum HParams {
        package static let version = 1
        package static let experiment = 2
        package static let sessionStartInfo = 3
        package static let sessionEndInfo = 4
    }

    /// `tensorflow.DebugEvent`.
    package enum DebugEvent {
        package static let wallTime = 1
        package static let step = 2
        package static let execution = 9
        package static let graphExecutionTrace = 10
    }

    /// `tensorflow.Execution`.
    package enum Execution {
        package static let opType = 1
        package static let tensorDebugMode = 6
        package static let tensors = 7
    }

    /// `tensorflow.GraphExecutionTrace`.
    package enum GraphExecutionTrace {
        package static let opName = 2
        package static let outputSlot = 3
        package static let tensorDebugMode = 4
        package static let tensor = 5
    }
}
