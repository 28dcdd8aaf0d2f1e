// `Event`, `DataType`, `SummaryMetadata` and their like are part of the writer's own interface.
@_exported public import TensorBoardEvents
