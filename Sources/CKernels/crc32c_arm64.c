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

#include "crc32c_chain.h"

typedef uint64x2_t ck_lanes;
#define ck_load_lanes(bytes) vreinterpretq_u64_u8(vld1q_u8(bytes))

CK_BODY uint64x2_t ck_first_lanes(uint32_t state, const uint8_t *bytes) {
    return veorq_u64(ck_load_lanes(bytes), vsetq_lane_u64(state, vdupq_n_u64(0), 0));
}

CK_BODY uint64x2_t ck_multiplier(size_t words) {
    return vcombine_u64(vcreate_u64(ck_crc32c_powers[words]),
                        vcreate_u64(ck_crc32c_powers[words - 1]));
}

CK_BODY uint64x2_t ck_folded(uint64x2_t lanes, uint64x2_t multiplier, uint64x2_t next) {
    const poly64x2_t a = vreinterpretq_p64_u64(lanes), b = vreinterpretq_p64_u64(multiplier);
    const poly128_t low = vmull_p64(vgetq_lane_p64(a, 0), vgetq_lane_p64(b, 0));
    const uint64x2_t moved =
        veorq_u64(vreinterpretq_u64_p128(low), vreinterpretq_u64_p128(vmull_high_p64(a, b)));
    return veorq_u64(moved, next);
}

CK_BODY uint32_t ck_state_of(uint64x2_t lanes) {
    return ck_step8(ck_step8(0, vgetq_lane_u64(lanes, 0)), vgetq_lane_u64(lanes, 1));
}

#include "crc32c_interleaved.h"

CK_DEFINE_CHECKSUM(ck_crc32c_arm64, CK_INTERLEAVE_FROM, ck_interleaved)

#endif
