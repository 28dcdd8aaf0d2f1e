internal import Platform
public import SystemPackage
internal import TFRecord
internal import TensorBoardEvents

/// An event file that another process has left.
public enum EventFile {
    /// The result of ``EventFile/recover(_:)-(FilePath)``.
    public struct Recovery: Hashable, Sendable {
        /// The number of whole records, all of which were kept.
        public var recordCount: Int
        /// The file's size now, in bytes.
        public var byteCount: Int
        /// The number of bytes that were cut off; 0 if the file was whole.
        public var removedByteCount: Int
    }

    /// Cuts off a record that a crash has torn at the end of a file.
    ///
    /// TensorBoard waits forever at such a record, and a writer that appends to it spoils the file.
    /// Only the bytes after the last whole record are cut: damage before that is left for a scan to
    /// report. A writer of this package never appends, so it does not need this.
    ///
    /// ```swift
    /// let recovery = try EventFile.recover("runs/1/events.out.tfevents.1700000000.host.1.0")
    /// print("cut off", recovery.removedByteCount, "bytes")
    /// ```
    ///
    /// - Parameter path: The file; a compressed one is left as it is.
    /// - Returns: What was kept and what was cut off.
    /// - Throws: ``WriterError`` when the file is being written (`inUse`), is not an event file
    ///   (`notRecoverable`), or cannot be read or written.
    public static func recover(_ path: FilePath) throws(WriterError) -> Recovery {
        let file: FileDescriptor
        do {
            // Non-blocking, since a pipe or a device may have the name.
            file = try FileDescriptor.open(
                path,
                .readWrite,
                options: [.closeOnExec, .nonBlocking]
            )
        } catch {
            throw WriterError(code: .open, path: path, errno: error as? Errno)
        }
        // Nothing was written through it, so closing loses nothing.
        defer { try? file.close() }
        let status = FileStatus(of: file.rawValue)
        guard let status, status.kind == .regularFile else {
            throw WriterError(code: .notRecoverable, path: path)
        }
        try claim(file, path)
        let (recordCount, end) = try wholeRecords(of: path)
        guard recordCount > 0 else { throw WriterError(code: .notRecoverable, path: path) }
        // The file that was read by its name must be the open one, with the same length.
        guard FileStatus(of: path) == status, FileStatus(of: file.rawValue) == status else {
            throw WriterError(code: .inUse, path: path)
        }
        let removed = status.byteCount - end
        if removed > 0 {
            guard ftruncate(file.rawValue, off_t(end)) == 0 else {
                throw WriterError(code: .write, path: path, errno: Errno(rawValue: errno))
            }
            guard fsync(file.rawValue) == 0 else {
                throw WriterError(code: .sync, path: path, errno: Errno(rawValue: errno))
            }
        }
        return Recovery(recordCount: recordCount, byteCount: end, removedByteCount: max(0, removed))
    }

    /// Cuts off a record that a crash has torn at the end of a file, given its path as a text.
    ///
    /// - Parameter path: The file; a compressed one is left as it is.
    /// - Returns: What was kept and what was cut off.
    /// - Throws: ``WriterError``, as the function with a `FilePath` does.
    public static func recover(_ path: String) throws(WriterError) -> Recovery {
        try recover(FilePath(path))
    }

    /// Makes sure that no process writes the file.
    private static func claim(_ file: FileDescriptor, _ path: FilePath) throws(WriterError) {
        // Writers of this package hold a lock.
        if flock(file.rawValue, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
            throw WriterError(code: .inUse, path: path)
        }
        if OpenFiles.isWritten(path, except: file) { throw WriterError(code: .inUse, path: path) }
    }

    /// The records of a file, and where the last whole one ends.
    private static func wholeRecords(
        of path: FilePath
    ) throws(WriterError) -> (count: Int, end: Int) {
        do throws(RecordError) {
            var records = try RecordReader(opening: path)
            guard !records.isCompressed else { throw RecordError(code: .read, path: path) }
            var (count, end) = (0, 0)
            while let record = try records.next() {
                count += 1
                end = record.offset + record.payload.count + RecordFormat.overheadByteCount
            }
            // Records whose checksum fails are damage that somebody may still want to examine.
            for damage in records.damage where !damage.kind.isTornTail {
                end = max(end, damage.offset + damage.byteCount)
            }
            return (count, end)
        } catch {
            let code: WriterError.Code = error.errno == nil ? .notRecoverable : .read
            throw WriterError(code: code, path: path, errno: error.errno)
        }
    }
}

extension RecordDamage.Kind {
    /// Whether only a crash of the writer leaves this at the end of a file.
    fileprivate var isTornTail: Bool {
        switch self {
        case .truncatedTail, .zeroHole: true
        default: false
        }
    }
}
