internal import TextOutput

extension ScanReport.Origin {
    /// The origin in a dataset: the data was bad before any training.
    init(inDataset first: ScanReport.Finding) {
        self.init(
            logdir: first.logdir,
            run: first.run,
            tag: first.tag,
            step: first.first.step,
            direction: .data,
            why:
                "the data itself is not finite, from record \(NumberText.grouped(first.first.step)) of the file on"
        )
    }
}
