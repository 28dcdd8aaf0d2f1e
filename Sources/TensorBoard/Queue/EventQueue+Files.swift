internal import Platform
internal import TensorBoardEvents

// Writing a run's records to its file, and from one file on to the next; the files are locked.
extension EventQueue {
    /// The outcome of writing to a run's file.
    struct Written {
        var errors: [WriterError] = []
        /// Whether another thread was in a hurry.
        var isInterrupted = false
        /// The files that are written no more.
        var finished: [FinishedFile] = []
    }

    /// Writes the oldest chunks of a run.
    func writeChunks(_ count: Int, of run: RunLog, patience: Int64?) -> Written {
        var written = Written()
        if count > 0, run.sink.pointee.isRemoved {
            written.errors.append(WriterError(code: .removed, path: run.sink.pointee.path))
            // Errors on closing the deleted file concern no one.
            _ = run.sink.pointee.close()
            continueInNewFile(run)
        }
        for _ in 0..<count {
            guard var chunk = withGate({ held in nextChunk(of: run, held) }) else { break }
            if run.sink.pointee.isRotationDue(adding: chunk.bytes.count) {
                finishFile(of: run, &written)
                continueInNewFile(run)
            }
            chunk = withMetadata(chunk, of: run)
            let outcome = run.sink.pointee.write(chunk.bytes, patience: patience)
            let isDone = withGate { held in
                held[run].isWriting = false
                held.queue.sealedByteCount -= outcome.settledByteCount
                chunk.writtenByteCount += outcome.settledByteCount
                if chunk.writtenByteCount == chunk.count {
                    held[run].sealed.removeFirst()
                    held.queue.pool.give(chunk)
                } else {
                    held[run].sealed[0] = .chunk(chunk)
                }
                signal()
                return chunk.writtenByteCount == chunk.count
            }
            if let error = outcome.error { written.errors.append(error) }
            guard isDone else {
                written.isInterrupted = outcome.error == nil
                break
            }
        }
        // A file whose time is over is finished even if nothing follows.
        if run.sink.pointee.isRotationDue(adding: 0) {
            finishFile(of: run, &written)
            continueInNewFile(run)
        }
        return written
    }

    /// The run's oldest chunk; `nil` if there is none, or an older value has no record yet.
    private func nextChunk(of run: RunLog, _ held: borrowing HeldGate) -> Chunk? {
        while let first = held[run].sealed.first {
            if let chunk = held.chunk(of: first) {
                held[run].isWriting = true
                return chunk
            }
            guard case .value(let value) = first, case .omitted = held[value].progress else {
                return nil
            }
            held[run].sealed.removeFirst()
        }
        return nil
    }

    /// Closes a run's file for good.
    func finishFile(of run: RunLog, _ written: inout Written) {
        let (path, error) = run.sink.pointee.finish()
        if let error { written.errors.append(error) }
        if let path { written.finished.append(FinishedFile(path: path, run: run.name)) }
    }

    /// Has a new file, which has none of the tags' metadata, get what is logged and waits.
    ///
    /// The records that wait are completed when they are written: there may be many, and training
    /// would wait for the gate.
    private func continueInNewFile(_ run: RunLog) {
        withGate { held in
            seal(run, held)
            held[run].forgetFile()
            held[run].restorer = MetadataRestorer(metadata: held[run].metadata)
            for index in held[run].sealed.indices {
                let records = held[run].sealed[index]
                if case .value(let value) = records { held[value].hasMetadata = true }
                if var chunk = held.chunk(of: records) {
                    chunk.lacksMetadata = true
                    held[run].sealed[index] = .chunk(chunk)
                }
            }
        }
    }

    /// The run's oldest chunk with the metadata that the file does not have.
    private func withMetadata(_ chunk: Chunk, of run: RunLog) -> Chunk {
        // `chunk` was taken before the file may have been finished.
        let restorer = withGate { held -> MetadataRestorer? in
            guard let first = held[run].sealed.first, held.chunk(of: first)?.lacksMetadata == true
            else { return nil }
            defer { held[run].restorer = nil }
            return held[run].restorer
        }
        guard var restorer else { return chunk }
        let restored = restorer.restore(chunk)
        withGate { held in
            held.queue.sealedByteCount += restored.count - chunk.bytes.count
            held.queue.pool.give(chunk)
            held[run].sealed[0] = .chunk(restored)
            for tag in restorer.known where held[run].metadata[tag] != nil {
                tag.withUnsafeBytes { held[run].tags.state(of: $0).pointee.hasMetadata = true }
            }
            held[run].restorer = restorer
        }
        return restored
    }
}
