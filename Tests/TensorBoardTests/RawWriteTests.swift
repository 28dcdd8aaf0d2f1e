import SystemPackage
import TestSupport
import Testing

@testable import TensorBoard

/// What the kernel takes in one call is not what a writer may rely on.
@Suite struct RawWriteTests {
    @Test(arguments: [1, 3, 7, 8, 100])
    func bytesBeyondOneCallsLimitAreWrittenInSeveral(limit: Int) throws {
        let file = try ScratchFile([9, 9])
        let bytes = (0..<8).map { UInt8($0) }
        let descriptor = try FileDescriptor.open(file.path, .writeOnly)
        let outcome = bytes.withUnsafeBytes {
            RawWrite.all($0, to: descriptor.rawValue, .file(offset: 2), limit: limit)
        }
        #expect(outcome.written == 8)
        #expect(outcome.error == nil)
        try descriptor.close()
        #expect(try ScratchFile.contents(of: file.path) == [9, 9] + bytes)
    }

    /// A process that ends may not wait for ever.
    @Test func aFullPipeIsWaitedForNoLongerThanRequested() throws {
        let pipe = try FileDescriptor.pipe()
        let bytes = [UInt8](repeating: 1, count: 10 << 20)
        let start = ContinuousClock.now
        let outcome = bytes.withUnsafeBytes {
            RawWrite.all($0, to: pipe.writeEnd.rawValue, .pipe(patience: 300_000_000))
        }
        #expect(ContinuousClock.now - start >= .milliseconds(300))
        #expect(outcome.error == Errno.resourceTemporarilyUnavailable.rawValue)
        #expect(outcome.written > 0)
        #expect(outcome.written < bytes.count)
        try pipe.writeEnd.close()
        try pipe.readEnd.close()
    }

    @Test func aPipeIsDistinguishedFromAFile() throws {
        let file = try ScratchFile([])
        let descriptor = try FileDescriptor.open(file.path, .writeOnly)
        let pipe = try FileDescriptor.pipe()
        #expect(!RawWrite.isPipe(descriptor.rawValue))
        #expect(RawWrite.isPipe(pipe.writeEnd.rawValue))
        for descriptor in [descriptor, pipe.writeEnd, pipe.readEnd] { try descriptor.close() }
    }
}
