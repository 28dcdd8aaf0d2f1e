// `Event`, `DataType`, `SummaryMetadata` and the like are part of the writer's interface, so is
// `PNGCompression`, and so are the system's paths, descriptors and errors: whoever depends on this
// module alone can name them.
@_exported public import Pictures
@_exported public import SystemPackage
@_exported public import TensorBoardEvents
