// The decoded messages are those of that module.
@_exported public import TensorBoardEvents
