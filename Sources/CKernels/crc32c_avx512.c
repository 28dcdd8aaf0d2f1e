// CRC-32C with AVX-512 and VPCLMULQDQ, which multiplies in four lanes at once.

#if defined(__x86_64__)

#define CK_TARGET __attribute__((target("sse4.2,pclmul,avx512f,vpclmulqdq,bmi2")))

#include "crc32c_x86.h"

typedef __m512i ck_lanes;
#define ck_load_lanes _mm512_loadu_si512

/// Shorter inputs are faster in a chain of `crc32`, and those of a few registers in one stream
/// (measured on Zen 5).
enum { CK_FOLD_FROM = 192, CK_FOLD_STREAMS_FROM = 448 };

/// The multiplier that moves a lane of 16 bytes past `words` words. The low half of a lane is its
/// first 8 bytes and has to move 8 bytes farther than the high half.
///
/// The powers' −33 is right here too: 1 for the product, and 32 because a multiplier in the lower
/// half of 64 reflected bits stands for x³² times itself.
CK_BODY __m512i ck_multiplier(size_t words) {
    return _mm512_broadcast_i32x4(
        _mm_set_epi64x(ck_crc32c_powers[words - 1], ck_crc32c_powers[words]));
}

/// `lanes` moved by `multiplier`, plus `next`.
CK_BODY __m512i ck_folded(__m512i lanes, __m512i multiplier, __m512i next) {
    const __m512i low = _mm512_clmulepi64_epi128(lanes, multiplier, 0x00);
    const __m512i high = _mm512_clmulepi64_epi128(lanes, multiplier, 0x11);
    return _mm512_ternarylogic_epi64(low, high, next, 0x96);  // a ^ b ^ c
}

/// The state after the four lanes, of which each comes before the next.
CK_BODY uint32_t ck_state_of(__m512i lanes) {
    const __m512i multipliers = _mm512_set_epi64(
        0, 0, ck_crc32c_powers[1], ck_crc32c_powers[2], ck_crc32c_powers[3], ck_crc32c_powers[4],
        ck_crc32c_powers[5], ck_crc32c_powers[6]);
    const __m512i last = _mm512_maskz_mov_epi64(0xC0, lanes);
    const __m512i moved = ck_folded(lanes, multipliers, last);
    const __m256i two = _mm256_xor_si256(_mm512_castsi512_si256(moved),
                                         _mm512_extracti64x4_epi64(moved, 1));
    const __m128i one = _mm_xor_si128(_mm256_castsi256_si128(two),
                                      _mm256_extracti128_si256(two, 1));
    // The two halves are 16 bytes of message; only their CRC is left to compute.
    const uint32_t state = ck_step8(0, (uint64_t)_mm_cvtsi128_si64(one));
    return ck_step8(state, (uint64_t)_mm_extract_epi64(one, 1));
}

/// The first register of a message. A state is added to the first four bytes that come after it.
CK_BODY __m512i ck_first_lanes(uint32_t state, const uint8_t *next) {
    const __m512i before = _mm512_zextsi128_si512(_mm_cvtsi32_si128((int)state));
    return _mm512_xor_si512(_mm512_loadu_si512(next), before);
}

#include "crc32c_hybrid.h"

/// The state after `lanes` and the bytes that follow them.
CK_BODY uint32_t ck_folded_rest(__m512i lanes, const uint8_t *next, size_t count) {
    const __m512i past_one = ck_multiplier(64 / 8);
    for (; count >= 64; count -= 64, next += 64) {
        lanes = ck_folded(lanes, past_one, _mm512_loadu_si512(next));
    }
    return ck_chain(ck_state_of(lanes), next, count);
}

CK_OUT_OF_LINE uint32_t ck_folding_streams(uint32_t state, const uint8_t *next, size_t count) {
    __m512i streams[CK_FOLD_STREAMS];
    streams[0] = ck_first_lanes(state, next);
    for (int i = 1; i < CK_FOLD_STREAMS; i++) streams[i] = _mm512_loadu_si512(next + 64 * i);

    const __m512i past_all = ck_multiplier(CK_FOLD_BYTES / 8);
    for (;;) {
        next += CK_FOLD_BYTES;
        count -= CK_FOLD_BYTES;
        if (count < CK_FOLD_BYTES) break;
        for (int i = 0; i < CK_FOLD_STREAMS; i++) {
            streams[i] = ck_folded(streams[i], past_all, _mm512_loadu_si512(next + 64 * i));
        }
    }

    const __m512i past_one = ck_multiplier(64 / 8);
    __m512i lanes = streams[0];
    for (int i = 1; i < CK_FOLD_STREAMS; i++) lanes = ck_folded(lanes, past_one, streams[i]);
    return ck_folded_rest(lanes, next, count);
}

/// Adds `CK_FOLD_FROM` bytes or more to a state.
CK_OUT_OF_LINE uint32_t ck_folding(uint32_t state, const uint8_t *next, size_t count) {
    while (count >= CK_HYBRID_FROM) state = ck_hybrid_block(state, &next, &count);
    if (count < CK_FOLD_FROM) return ck_chain(state, next, count);
    if (count >= CK_FOLD_STREAMS_FROM) return ck_folding_streams(state, next, count);
    return ck_folded_rest(ck_first_lanes(state, next), next + 64, count - 64);
}

CK_DEFINE_CHECKSUM(ck_crc32c_avx512, CK_FOLD_FROM, ck_folding)

#endif
