// CRC-32C by folding: 64 bytes of message are moved past the bytes after them by carry-less
// multiplications and added there, until 16 bytes are left that have the same CRC. Gopal et al.,
// "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction" (Intel, 2009), with
// VPCLMULQDQ on four lanes at once.

#if defined(__x86_64__)

#define CK_TARGET __attribute__((target("sse4.2,pclmul,avx512f,vpclmulqdq,bmi2")))

#include "crc32c_x86.h"

/// Registers of 64 bytes that are folded side by side, since each waits for the one before in its
/// own stream. More than four gain nothing: the multiplier is busy (measured on Zen 5).
enum { CK_FOLD_STREAMS = 4, CK_FOLD_BYTE_COUNT = 64 * CK_FOLD_STREAMS };

/// Shorter inputs go faster through a chain of `crc32`, and those of a few registers through one
/// stream (measured on Zen 5).
enum { CK_FOLD_FROM = 192, CK_FOLD_STREAMS_FROM = 448 };

/// What moves a lane of 16 bytes past `words` words. The low half of a lane is its first 8 bytes
/// and has to go 8 bytes farther than the high half.
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
    // The two halves are 16 bytes of message; what is left is to take their CRC.
    const uint32_t state = ck_step8(0, (uint64_t)_mm_cvtsi128_si64(one));
    return ck_step8(state, (uint64_t)_mm_extract_epi64(one, 1));
}

/// The first register of a message. A state is added to the first four bytes that come after it.
CK_BODY __m512i ck_first_lanes(uint32_t state, const uint8_t *next) {
    const __m512i before = _mm512_zextsi128_si512(_mm_cvtsi32_si128((int)state));
    return _mm512_xor_si512(_mm512_loadu_si512(next), before);
}

/// The state after `lanes` and the bytes behind them.
CK_BODY uint32_t ck_folded_rest(__m512i lanes, const uint8_t *next, size_t count) {
    const __m512i past_one = ck_multiplier(64 / 8);
    for (; count >= 64; count -= 64, next += 64) {
        lanes = ck_folded(lanes, past_one, _mm512_loadu_si512(next));
    }
    return ck_chain(ck_state_of(lanes), next, count);
}

/// Starts four streams with the first bytes of a message.
CK_BODY void ck_start(__m512i streams[CK_FOLD_STREAMS], uint32_t state, const uint8_t *next) {
    streams[0] = ck_first_lanes(state, next);
    for (int i = 1; i < CK_FOLD_STREAMS; i++) streams[i] = _mm512_loadu_si512(next + 64 * i);
}

/// One step of all streams.
CK_BODY void ck_fold(__m512i streams[CK_FOLD_STREAMS], __m512i past_all, const uint8_t *next) {
    for (int i = 0; i < CK_FOLD_STREAMS; i++) {
        streams[i] = ck_folded(streams[i], past_all, _mm512_loadu_si512(next + 64 * i));
    }
}

/// The four streams as one.
CK_BODY __m512i ck_joined(const __m512i streams[CK_FOLD_STREAMS]) {
    const __m512i past_one = ck_multiplier(64 / 8);
    __m512i lanes = streams[0];
    for (int i = 1; i < CK_FOLD_STREAMS; i++) lanes = ck_folded(lanes, past_one, streams[i]);
    return lanes;
}

CK_OUT_OF_LINE uint32_t ck_folding_streams(uint32_t state, const uint8_t *next, size_t count) {
    __m512i streams[CK_FOLD_STREAMS];
    ck_start(streams, state, next);
    const __m512i past_all = ck_multiplier(CK_FOLD_BYTE_COUNT / 8);
    for (;;) {
        next += CK_FOLD_BYTE_COUNT;
        count -= CK_FOLD_BYTE_COUNT;
        if (count < CK_FOLD_BYTE_COUNT) break;
        ck_fold(streams, past_all, next);
    }
    return ck_folded_rest(ck_joined(streams), next, count);
}

/// Words of each of three chains that the crc32 instruction adds up while the multiplier is busy
/// with one step of the streams.
enum { CK_CHAIN_WORDS = 5, CK_BOTH_BYTE_COUNT = CK_FOLD_BYTE_COUNT + 3 * 8 * CK_CHAIN_WORDS };

/// Steps of a block, bounded by the powers that there are.
enum { CK_BOTH_STEPS = CK_CRC32C_POWER_COUNT / CK_CHAIN_WORDS };

/// From here on putting both together costs less than they gain (measured on Zen 5).
enum { CK_BOTH_FROM = 4096 };

/// A state moved past `words` words.
CK_BODY uint32_t ck_moved(uint32_t state, size_t words) {
    return ck_step8(0, ck_product(state, ck_crc32c_powers[words - 1]));
}

/// Adds `steps` times `CK_BOTH_BYTE_COUNT` bytes to a state: the front of them by folding and, at
/// the same time, the rest in three chains, since a core has a unit for either.
CK_OUT_OF_LINE uint32_t ck_both(uint32_t state, const uint8_t *next, size_t steps) {
    const size_t words = steps * CK_CHAIN_WORDS;
    const uint8_t *x = next + steps * CK_FOLD_BYTE_COUNT, *y = x + 8 * words, *z = y + 8 * words;
    uint32_t a = 0, b = 0, c = 0;
    __m512i streams[CK_FOLD_STREAMS];
    ck_start(streams, state, next);
    const __m512i past_all = ck_multiplier(CK_FOLD_BYTE_COUNT / 8);
    for (size_t step = 0;;) {
        for (int i = 0; i < CK_CHAIN_WORDS; i++, x += 8, y += 8, z += 8) {
            a = ck_step8(a, ck_load8(x));
            b = ck_step8(b, ck_load8(y));
            c = ck_step8(c, ck_load8(z));
        }
        if (++step == steps) break;
        next += CK_FOLD_BYTE_COUNT;
        ck_fold(streams, past_all, next);
    }
    const uint32_t front = ck_state_of(ck_joined(streams));
    return ck_moved(ck_moved(ck_moved(front, words) ^ a, words) ^ b, words) ^ c;
}

/// Adds 64 bytes or more to a state.
CK_OUT_OF_LINE uint32_t ck_folding(uint32_t state, const uint8_t *next, size_t count) {
    while (count >= CK_BOTH_FROM) {
        size_t steps = count / CK_BOTH_BYTE_COUNT;
        if (steps > CK_BOTH_STEPS) steps = CK_BOTH_STEPS;
        state = ck_both(state, next, steps);
        next += steps * CK_BOTH_BYTE_COUNT;
        count -= steps * CK_BOTH_BYTE_COUNT;
    }
    if (count >= CK_FOLD_STREAMS_FROM) return ck_folding_streams(state, next, count);
    if (count < 64) return ck_chain(state, next, count);
    return ck_folded_rest(ck_first_lanes(state, next), next + 64, count - 64);
}

CK_DEFINE_CHECKSUM(ck_crc32c_avx512, CK_FOLD_FROM, ck_folding)

#endif
