internal import Logdirs
internal import TFRecord

/// The outcome of scanning one file.
struct FileOutcome {
    let file: LogdirFile
    let scan: FileScan
    var failure: RecordError?
    /// What the file is, if that is neither an event file nor a dataset.
    var foreign: ForeignFile?
}
