internal import CKernels
internal import TensorBoardEvents

/// Finds non-finite elements, as fast as they can be read.
enum FiniteScan {
    /// Whether all elements are finite; reading ends at the first block with one that is not.
    static func isAllFinite(_ bytes: UnsafeRawBufferPointer, _ dtype: DataType) -> Bool {
        guard let element = dtype.kernelElement, let start = bytes.baseAddress else { return true }
        let size = ck_element_byte_count(element)
        let count = bytes.count / size
        let blockCount = blockByteCount / size
        var found = ck_nonfinite.none
        var index = 0
        while index < count {
            let end = min(count, index + blockCount)
            ck_nonfinite_scan(element, start + index * size, end - index, 0, &found)
            guard found.isEmpty else { return false }
            index = end
        }
        return true
    }

    /// The number of elements of each kind, and the place of the first.
    static func count(_ bytes: UnsafeRawBufferPointer, _ dtype: DataType) -> ck_nonfinite {
        var found = ck_nonfinite.none
        guard let element = dtype.kernelElement else { return found }
        let count = bytes.count / ck_element_byte_count(element)
        ck_nonfinite_scan(element, bytes.baseAddress, count, 0, &found)
        return found
    }

    // A call costs as much as reading a few hundred bytes.
    private static let blockByteCount = 64 << 10
}
