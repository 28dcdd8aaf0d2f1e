// What is decoded are the messages of that module.
@_exported public import TensorBoardEvents
