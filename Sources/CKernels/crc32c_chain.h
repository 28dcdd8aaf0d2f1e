/// CRC-32C by an instruction that adds 8 bytes to a state; SSE4.2 has one, and arm64's CRC
/// extension.
///
/// The including file defines:
/// - `CK_TARGET`, the attribute that lets a function use the instructions;
/// - `ck_step8`, `ck_step4`, `ck_step2`, `ck_step1` (state, value) → state, the instructions.

#ifndef CK_CRC32C_CHAIN_H
#define CK_CRC32C_CHAIN_H

#include "crc32c_record.h"

#define CK_BODY CK_INLINE CK_TARGET

/// For code that only longer inputs need, so that a short one does not save registers for it.
#define CK_OUT_OF_LINE static __attribute__((noinline)) CK_TARGET

CK_BODY uint32_t ck_words(uint32_t state, const uint8_t *next, int count) {
    for (int i = 0; i < count; i++) state = ck_step8(state, ck_load8(next + 8 * i));
    return state;
}

/// Adds fewer than 256 bytes to a state, one instruction after another; the fastest way for a short
/// input.
CK_BODY uint32_t ck_chain(uint32_t state, const uint8_t *next, size_t count) {
    if (count < 8) {
        if (count & 4) {
            state = ck_step4(state, ck_load4(next));
            next += 4;
        }
        if (count & 2) {
            state = ck_step2(state, ck_load2(next));
            next += 2;
        }
        if (count & 1) state = ck_step1(state, *next);
        return state;
    }
    // By the bits of the count, without a loop: most messages are short, and a processor has to
    // predict the end of a loop.
    if (count & 128) state = ck_words(state, next, 16);
    next += count & 128;
    if (count & 64) state = ck_words(state, next, 8);
    next += count & 64;
    if (count & 32) state = ck_words(state, next, 4);
    next += count & 32;
    if (count & 16) state = ck_words(state, next, 2);
    next += count & 16;
    if (count & 8) state = ck_words(state, next, 1);
    next += count & 8;
    const size_t left = count & 7;
    if (left > 0) {
        // One step handles any tail: leading zeros change nothing while the state is 0, so the
        // tail's bytes move to the end of a word, and the state moves with them into the bytes that
        // it overlaps. The rest of it (if the tail is shorter than the state) is added at the end.
        const unsigned shift = 64 - 8 * (unsigned)left;
        const uint64_t tail = ck_load8(next + left - 8) >> shift;
        const uint64_t unmet = (uint64_t)state >> (64 - shift);
        state = ck_step8(0, (tail ^ state) << shift) ^ (uint32_t)unmet;
    }
    return state;
}

#endif
