// CRC-32C with arm64's `crc32c` instructions, and the polynomial multiplication of its AES
// extension.

#if defined(__aarch64__)

#include "loads.h"

#include <arm_acle.h>
#include <arm_neon.h>

// The two compilers spell the attribute differently.
#if defined(__clang__)
#define CK_TARGET __attribute__((target("crc,aes")))
#else
#define CK_TARGET __attribute__((target("+crc+crypto")))
#endif
#define ck_step8 __crc32cd
#define ck_step4 __crc32cw
#define ck_step2 __crc32ch
#define ck_step1 __crc32cb

CK_INLINE CK_TARGET uint64_t ck_product(uint32_t a, uint32_t b) {
    return vgetq_lane_u64(vreinterpretq_u64_p128(vmull_p64(a, b)), 0);
}

#include "crc32c_interleaved.h"

CK_DEFINE_CHECKSUM(ck_crc32c_arm64, CK_INTERLEAVE_FROM, ck_interleaved)

#endif
