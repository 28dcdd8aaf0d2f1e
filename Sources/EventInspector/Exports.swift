// `Glob`, `TagRules`, `ScanSelection` and their like are part of the inspector's own interface.
@_exported public import Logdirs
@_exported public import NonFiniteNumbers
@_exported public import TagRoles
@_exported public import TensorBoardEvents
