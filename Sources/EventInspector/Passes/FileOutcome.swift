internal import Logdirs
internal import TFRecord

/// What scanning one file gave.
struct FileOutcome {
    let file: LogdirFile
    let scan: FileScan
    var failure: RecordError?
}
