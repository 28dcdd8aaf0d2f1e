import CKernels

/// The instruction sets that kernels are written for, with names that a failure can be read by.
enum Implementation: String, CaseIterable, Sendable {
    case portable
    case sse42
    case avx2
    case avx512
    case arm64

    var kernel: ck_implementation {
        switch self {
        case .portable: CK_PORTABLE
        case .sse42: CK_SSE42
        case .avx2: CK_AVX2
        case .avx512: CK_AVX512
        case .arm64: CK_ARM64
        }
    }

    /// Those whose checksum this machine can run.
    static let ofChecksum = allCases.filter { ck_crc32c_is_available($0.kernel) != 0 }

    /// Those whose search for non-finite values this machine can run.
    static let ofScan = allCases.filter { ck_nonfinite_is_available($0.kernel) != 0 }
}
