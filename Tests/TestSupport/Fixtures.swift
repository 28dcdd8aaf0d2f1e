internal import Foundation
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

    /// Event files that other people's programs wrote, too many to be part of the checkout; nil
    /// where they are not.
    ///
    /// They are in the directory that `TFEVENTS_CORPUS` names, or in `../shared/corpus`, with a table
    /// `TRUTH.tsv` of what TensorBoard's reader says of each. Tests of them are skipped elsewhere.
    package static let corpus: FilePath? = {
        let named = ProcessInfo.processInfo.environment["TFEVENTS_CORPUS"].map { FilePath($0) }
        let path =
            named
            ?? testsDirectory.removingLastComponent().removingLastComponent()
            .appending("shared/corpus")
        return (try? FileDescriptor.open(path.appending("TRUTH.tsv"), .readOnly).close()) != nil
            ? path : nil
    }()
}
