package import SystemPackage

extension Errno {
    /// Advice for an operating system error; `nil` where it depends on the operation.
    ///
    /// The advice is the same whatever was read or written: running out of descriptors has nothing
    /// to do with the file that was opened last, nor a full disk with its permissions.
    package var advice: String? {
        switch self {
        case .tooManyOpenFiles:
            "this process has too many files open: close some, or raise its limit (ulimit -n)"
        case .tooManyOpenFilesInSystem:
            "the machine has too many files open: end some programs, or raise its limit (fs.file-max)"
        case .permissionDenied, .notPermitted:
            "check its permissions, and those of the directories above it"
        case .tooManySymbolicLinkLevels:
            "its symbolic links lead in a circle: remove or fix them"
        case .noMemory:
            "the machine is out of memory: end some programs, or raise the limit (ulimit -v)"
        case .noSuchFileOrDirectory:
            "check that it exists, and the directories above it"
        case .notDirectory:
            "part of its path is not a directory: check the path"
        case .isDirectory:
            "name a file"
        case .fileNameTooLong:
            "the name is too long for the file system: choose a shorter one"
        case .readOnlyFileSystem:
            "the file system is read-only: choose another directory, or have it mounted for writing"
        case .noSpace:
            "free some space"
        case .diskQuotaExceeded:
            "your disk quota is used up: delete something, or have it raised"
        case .fileTooLarge:
            "the file is too large for the file system or this process (ulimit -f): raise the limit"
        case .ioError:
            "check the disk, or the connection to it"
        case .staleNFSFileHandle, .timedOut, .connectionReset, .networkDown, .hostIsDown:
            "check the network file system"
        case .brokenPipe:
            "its reader is gone: start it again"
        default:
            nil
        }
    }
}
