// `Event`, `DataType`, `SummaryMetadata` and their like are part of the writer's own interface, and so
// is `PNGCompression`.
@_exported public import Pictures
@_exported public import TensorBoardEvents
