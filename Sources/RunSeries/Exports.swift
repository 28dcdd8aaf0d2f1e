// `Glob`, `ScanSelection`, `DataType` and their like are part of the reader's own interface.
@_exported public import Logdirs
@_exported public import TensorBoardEvents
