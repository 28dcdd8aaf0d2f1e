internal import CKernels
internal import TensorBoardEvents

/// Looks for elements that are not finite, at the speed at which they can be read.
enum FiniteScan {
    /// Whether all elements are finite; reading ends at the first block that has another.
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

    /// How many elements of each kind there are, and where the first ones.
    static func count(_ bytes: UnsafeRawBufferPointer, _ dtype: DataType) -> ck_nonfinite {
        var found = ck_nonfinite.none
        guard let element = dtype.kernelElement else { return found }
        let count = bytes.count / ck_element_byte_count(element)
        ck_nonfinite_scan(element, bytes.baseAddress, count, 0, &found)
        return found
    }

    // A call costs as much as reading some hundred bytes.
    private static let blockByteCount = 64 << 10
}
