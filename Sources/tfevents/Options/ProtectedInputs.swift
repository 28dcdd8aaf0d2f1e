import ArgumentParser
internal import Logdirs
import Platform
internal import TextOutput

/// The paths that are to be read, which an output must not overwrite.
struct ProtectedInputs {
    private let paths: [String]

    init(_ paths: [String]) { self.paths = paths }

    /// Refuses an output file that holds what is to be read, or whatever else is an event file.
    ///
    /// `-o run/*` names the first file of the run.
    ///
    /// - Parameter file: The output file; `nil` for standard output.
    /// - Throws: The exit status.
    func refuse(_ file: String?) throws {
        guard let file else { return }
        let path = System.absolutePath(file)
        let inputs = paths.filter { $0 != "-" }.map { System.absolutePath($0) }
        if RecordFileCheck.isRecordFile(path) {
            throw refusal(of: file, "would overwrite an event file or a dataset")
        }
        if inputs.contains(where: { RecordFileCheck.isSame(path, as: $0) }) {
            throw refusal(of: file, "would overwrite what is to be read")
        }
        if inputs.contains(where: { RecordFileCheck.isDataName(path, below: $0) }) {
            throw refusal(of: file, "would look like an event file or a dataset of the logdir")
        }
    }

    private func refusal(of file: String, _ reason: String) -> ExitCode {
        StandardError.print(
            "tfevents: -o \(EscapedText.terminal(file)) \(reason); name another file"
        )
        return .validationFailure
    }
}
