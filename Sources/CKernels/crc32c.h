/// Declarations shared by the files of the checksum.
///
/// Bits are reflected, as CRC-32C has them: in a `uint32_t` bit 31 stands for x⁰ and bit 0 for x³¹.
/// A "state" is a CRC before the final xor, i.e. the complement of a finished CRC.

#ifndef CK_CRC32C_H
#define CK_CRC32C_H

#include "CKernels.h"
#include "cpu_features.h"
#include "loads.h"

#pragma GCC visibility push(hidden)

/// The Castagnoli polynomial without its x³² term.
#define CK_CRC32C_POLYNOMIAL 0x82F63B78u

enum { CK_CRC32C_POWER_COUNT = 256 };

/// At `n - 1`: x^(64·n − 33) mod P, which moves a state past n words of 8 bytes.
///
/// A carry-less product of two reflected values has one x too many, and reducing it with the
/// `crc32` instruction multiplies by x³²: hence the 33.
extern const uint32_t ck_crc32c_powers[CK_CRC32C_POWER_COUNT];

/// The functions of an implementation.
typedef struct ck_crc32c_kernel {
    uint32_t (*checksum)(uint32_t crc, const void *bytes, size_t count);
    ck_record (*record)(const void *bytes, size_t available);
} ck_crc32c_kernel;

extern const ck_crc32c_kernel ck_crc32c_portable;
#if defined(__x86_64__)
extern const ck_crc32c_kernel ck_crc32c_sse42;
extern const ck_crc32c_kernel ck_crc32c_avx512;
#elif defined(__aarch64__)
extern const ck_crc32c_kernel ck_crc32c_arm64;
#endif

#pragma GCC visibility pop

#endif
