package import SystemPackage

/// Where test data lies.
package enum Fixtures {
    /// `Tests/Fixtures` of this checkout.
    package static let directory = testsDirectory.appending("Fixtures")

    /// The checkout, where processes are started: another test may be in a directory that is soon
    /// removed, and the working directory is everybody's.
    package static let packageDirectory = testsDirectory.removingLastComponent().string

    /// `Tests` of this checkout.
    package static let testsDirectory = FilePath(#filePath)
        .removingLastComponent().removingLastComponent()

    /// Event files that other people's programs wrote, beside the checkout; nil where they are not.
    package static var corpus: FilePath? {
        let path = testsDirectory.removingLastComponent().removingLastComponent()
            .appending("shared/corpus")
        return (try? FileDescriptor.open(path.appending("TRUTH.tsv"), .readOnly).close()) != nil
            ? path : nil
    }
}
