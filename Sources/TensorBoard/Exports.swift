// Whoever depends on this module alone can name all that its interface mentions: `HParamValue`,
// `SummaryMetadata`, `DataType` and `Event` of TensorBoardEvents, `PNGCompression` and
// `PNGBitDepth` of Pictures, the system's paths, descriptors and errors.
//
// All of these modules, since a client with `MemberImportVisibility` sees the members of a type only
// where its module is imported: type aliases would not do. The price is that common names such as
// `Event` and `DataType` are visible in every file that imports this module. Those that a client
// declares itself take precedence, and if another module has the same name, `TensorBoard.Event`
// says which.
@_exported public import Pictures
@_exported public import SystemPackage
@_exported public import TensorBoardEvents
