/// x86-64's instructions for the checksum, for a file that defines `CK_TARGET`.

#include "loads.h"

#include <immintrin.h>

#define ck_step8(state, value) ((uint32_t)_mm_crc32_u64((state), (value)))
#define ck_step4 _mm_crc32_u32
#define ck_step2 _mm_crc32_u16
#define ck_step1 _mm_crc32_u8

CK_INLINE CK_TARGET uint64_t ck_product(uint32_t a, uint32_t b) {
    const __m128i left = _mm_cvtsi32_si128((int)a), right = _mm_cvtsi32_si128((int)b);
    return (uint64_t)_mm_cvtsi128_si64(_mm_clmulepi64_si128(left, right, 0));
}

#include "crc32c_chain.h"
