import CKernels
import TestSupport
import Testing

/// One body for the checksum of all instruction sets, after google/crc32c.
@Suite struct CRC32CKernelTests {
    /// RFC 3720 B.4, "CRC Examples", and the check value of the catalogue of CRCs.
    static let vectors: [([UInt8], UInt32)] = [
        ([], 0),
        (Array("123456789".utf8), 0xe306_9283),
        ([UInt8](repeating: 0x00, count: 32), 0x8a91_36aa),
        ([UInt8](repeating: 0xff, count: 32), 0x62a8_ab43),
        ([UInt8](0..<32), 0x46dd_794e),
        ([UInt8]((0..<32).reversed()), 0x113f_db5c),
        (
            [UInt8](
                hex: """
                    01 c0 00 00 00 00 00 00 00 00 00 00 00 00 00 00
                    14 00 00 00 00 00 04 00 00 00 00 14 00 00 00 18
                    28 00 00 00 00 00 00 00 02 00 00 00 00 00 00 00
                    """
            ), 0xd996_3a56
        ),
    ]

    @Test(arguments: Implementation.ofChecksum, vectors)
    func agreesWithPublishedVectors(implementation: Implementation, vector: ([UInt8], UInt32)) {
        let (bytes, expected) = vector
        #expect(ck_crc32c_with(implementation.kernel, 0, bytes, bytes.count) == expected)
    }

    /// Lengths around the 192 and 448 bytes at which kernels change their way, the 256 that they
    /// fold and the 3,072 that they interleave, each at every place in a cache line.
    @Test(arguments: Implementation.ofChecksum)
    func agreesWithBitwiseReferenceAtEveryLengthAndAlignment(implementation: Implementation) {
        var generator = SeededGenerator(seed: 3720)
        let bytes = generator.bytes(64 + 1_200)
        for start in 0..<64 {
            let checksums = CRC32CReference.ofPrefixes(of: bytes[start..<start + 1_200])
            let wrong = checksums.indices.first { count in
                checksum(bytes, start, count, by: implementation) != checksums[count]
            }
            #expect(wrong == nil, "a wrong checksum of so many bytes from byte \(start)")
        }
    }

    @Test(arguments: Implementation.ofChecksum)
    func agreesWithBitwiseReferenceOnLongInput(implementation: Implementation) {
        var generator = SeededGenerator(seed: 2004)
        let bytes = generator.bytes(40_000)
        let checksums = CRC32CReference.ofPrefixes(of: bytes[...])
        let counts =
            stride(from: 1_024, through: 39_936, by: 256)
            .flatMap { border in border - 17...border + 17 }
        let wrong = counts.first { checksum(bytes, 0, $0, by: implementation) != checksums[$0] }
        #expect(wrong == nil, "a wrong checksum of so many bytes")
    }

    @Test(arguments: Implementation.ofChecksum)
    func continuesFromTheChecksumOfEarlierBytes(implementation: Implementation) {
        var generator = SeededGenerator(seed: 5)
        let bytes = generator.bytes(4_096)
        let whole = CRC32CReference.checksum(of: bytes)
        let wrong = bytes.indices.first { split in
            let first = checksum(bytes, 0, split, by: implementation)
            return checksum(bytes, split, bytes.count - split, after: first, by: implementation)
                != whole
        }
        #expect(wrong == nil, "a wrong checksum when split there")
    }

    @Test(arguments: Implementation.ofChecksum)
    func readsNothingOutsideItsInput(implementation: Implementation) throws {
        let memory = try #require(GuardedBytes(byteCount: 8_192))
        let zeros = CRC32CReference.ofPrefixes(of: [UInt8](repeating: 0, count: 5_000)[...])
        let wrong = zeros.indices.first { count in
            [memory.first(count), memory.last(count)].contains { input in
                ck_crc32c_with(implementation.kernel, 0, input.baseAddress, count) != zeros[count]
            }
        }
        #expect(wrong == nil)
    }

    @Test(arguments: Implementation.allCases)
    func anUnavailableKernelFallsBackToPortable(implementation: Implementation) {
        let bytes = Array("123456789".utf8)
        #expect(ck_crc32c_with(implementation.kernel, 0, bytes, bytes.count) == 0xe306_9283)
    }

    @Test func dispatcherAgreesWithPortable() {
        var generator = SeededGenerator(seed: 9)
        let bytes = generator.bytes(3_000)
        let wrong = bytes.indices.first { count in
            ck_crc32c(7, bytes, count) != ck_crc32c_with(CK_PORTABLE, 7, bytes, count)
        }
        #expect(wrong == nil)
    }

    @Test(arguments: Implementation.allCases)
    func emptyInputLeavesAChecksumUnchanged(implementation: Implementation) {
        #expect(ck_crc32c_with(implementation.kernel, 0x1234_5678, nil, 0) == 0x1234_5678)
    }

    private func checksum(
        _ bytes: [UInt8],
        _ start: Int,
        _ count: Int,
        after crc: UInt32 = 0,
        by implementation: Implementation
    ) -> UInt32 {
        bytes.withUnsafeBytes {
            ck_crc32c_with(implementation.kernel, crc, $0.baseAddress.map { $0 + start }, count)
        }
    }
}
