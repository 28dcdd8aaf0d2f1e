// CRC-32C with x86-64's `crc32` instruction and PCLMULQDQ.

#if defined(__x86_64__)

#define CK_TARGET __attribute__((target("sse4.2,pclmul")))

#include "crc32c_x86.h"

typedef __m128i ck_lanes;
#define ck_load_lanes(bytes) _mm_loadu_si128((const __m128i *)(const void *)(bytes))

CK_BODY __m128i ck_first_lanes(uint32_t state, const uint8_t *bytes) {
    return _mm_xor_si128(ck_load_lanes(bytes), _mm_cvtsi32_si128((int)state));
}

CK_BODY __m128i ck_multiplier(size_t words) {
    return _mm_set_epi64x(ck_crc32c_powers[words - 1], ck_crc32c_powers[words]);
}

CK_BODY __m128i ck_folded(__m128i lanes, __m128i multiplier, __m128i next) {
    const __m128i low = _mm_clmulepi64_si128(lanes, multiplier, 0x00);
    const __m128i high = _mm_clmulepi64_si128(lanes, multiplier, 0x11);
    return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

CK_BODY uint32_t ck_state_of(__m128i lanes) {
    const uint32_t state = ck_step8(0, (uint64_t)_mm_cvtsi128_si64(lanes));
    return ck_step8(state, (uint64_t)_mm_extract_epi64(lanes, 1));
}

#include "crc32c_interleaved.h"

CK_DEFINE_CHECKSUM(ck_crc32c_sse42, CK_INTERLEAVE_FROM, ck_interleaved)

#endif
