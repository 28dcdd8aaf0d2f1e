public import TFRecord
public import TensorBoard
public import TensorBoardEvents

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

// `localizedDescription`, which alerts and the logs of servers show, is otherwise "The operation
// could not be completed." for every error.

extension WriterError: LocalizedError {
    /// What failed, where, and what to do about it.
    public var errorDescription: String? { description }
}

extension NonFiniteError: LocalizedError {
    /// The name, the counts, the first place, and the line of the call.
    public var errorDescription: String? { description }
}

extension EventError: LocalizedError {
    /// What is wrong with the event, and where.
    public var errorDescription: String? { description }
}

extension RecordError: LocalizedError {
    /// What is wrong with the file, and where.
    public var errorDescription: String? { description }
}
