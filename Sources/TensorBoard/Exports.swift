// `Event`, `DataType`, `SummaryMetadata` and the like are part of the writer's interface, and so is
// `PNGCompression`.
@_exported public import Pictures
@_exported public import TensorBoardEvents
