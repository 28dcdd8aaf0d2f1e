package import SystemPackage

extension Errno {
    /// What helps against an error of the operating system; nil where that depends on what was tried.
    ///
    /// Said in the same words whatever was read or written: running out of descriptors has nothing
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
            "its symbolic links lead in a circle: remove or mend them"
        case .noMemory:
            "the machine is out of memory: end some programs, or raise the limit (ulimit -v)"
        case .noSuchFileOrDirectory:
            "check that it exists, and the directories above it"
        case .notDirectory:
            "a part of its path is no directory: check the path"
        case .isDirectory:
            "it is a directory: name a file"
        case .fileNameTooLong:
            "the file system takes no such long name: choose a shorter one"
        case .readOnlyFileSystem:
            "the file system is read-only: choose another directory, or have it mounted for writing"
        case .noSpace:
            "free some space"
        case .diskQuotaExceeded:
            "your quota of the disk is used up: delete something, or have it raised"
        case .fileTooLarge:
            "the file system, or this process (ulimit -f), takes no larger file: raise the limit"
        case .ioError:
            "check the disk, or the connection to it"
        case .staleNFSFileHandle, .timedOut, .connectionReset, .networkDown, .hostIsDown:
            "check the network file system"
        case .brokenPipe:
            "its reader is gone: start that again"
        default:
            nil
        }
    }
}
