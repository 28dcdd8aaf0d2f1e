internal import Logdirs
internal import NonFiniteNumbers

/// Memory for the parts of a streamed value, reused for each value.
final class StreamScratch {
    var name = LongName()
    /// What is kept of the name.
    var tag: [UInt8] = []
    var metadata: [UInt8] = []
    var nodeName: [UInt8] = []
    /// A tensor small enough to be counted once the rest of the value is known.
    var tensor: [UInt8] = []
    private var tallies: [TensorTally] = []
    private(set) var tensorCount = 0

    func removeAll() {
        tag.removeAll(keepingCapacity: true)
        metadata.removeAll(keepingCapacity: true)
        nodeName.removeAll(keepingCapacity: true)
        tensor.removeAll(keepingCapacity: true)
        tensorCount = 0
    }

    /// An empty tally for the next tensor of the value, outer ones before those inside them.
    func nextTally() -> TensorTally {
        if tensorCount == tallies.count { tallies.append(TensorTally()) }
        tensorCount += 1
        tallies[tensorCount - 1].removeAll()
        return tallies[tensorCount - 1]
    }

    /// The tally of the value's tensor at `index`.
    func tally(at index: Int) -> TensorTally { tallies[index] }
}
