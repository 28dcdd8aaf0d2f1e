/// CRC-32C of long inputs with chains and folding at once: `crc32` and the carry-less
/// multiplication are done by different parts of the processor.
///
/// A chain adds 8 bytes to a state. Folding moves a register of message past the bytes after it by
/// carry-less multiplications and adds it there, until 16 bytes are left that have the same CRC:
/// Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction" (Intel,
/// 2009).
///
/// The including file defines, besides the requirements of `crc32c_chain.h`:
/// - `ck_product` (uint32_t, uint32_t) → uint64_t, the product without carries;
/// - `ck_lanes`, a register of one or several lanes of 16 bytes, and `ck_load_lanes` (bytes);
/// - `ck_first_lanes` (state, bytes), with a state added to the first four bytes;
/// - `ck_multiplier` (words), the multiplier that moves a lane past `words` words;
/// - `ck_folded` (lanes, multiplier, next), the lanes moved, plus `next`;
/// - `ck_state_of` (lanes), the state after them.

#include "crc32c_chain.h"

/// Registers that are folded in parallel, since each depends on the previous one of its stream.
/// More than four gain nothing: the multiplier is busy (measured on Zen 5).
enum { CK_FOLD_STREAMS = 4, CK_FOLD_BYTES = CK_FOLD_STREAMS * (int)sizeof(ck_lanes) };

/// Chains, and the words that each adds while all streams are folded once.
enum { CK_HYBRID_CHAINS = 4, CK_HYBRID_WORDS = 4, CK_CHAINS_BYTES = 8 * 4 * 4 };

/// The most words of a chain; as few as can be, since joining costs the same for all.
enum { CK_HYBRID_LONGEST = CK_CRC32C_POWER_COUNT };

/// Shorter inputs do not gain from this (measured on Zen 5).
enum { CK_HYBRID_FROM = 8 * (CK_FOLD_BYTES + CK_CHAINS_BYTES) };

/// The product of two of `ck_crc32c_powers`, which moves past the words of both.
CK_BODY uint32_t ck_power_product(uint32_t a, uint32_t b) { return ck_step8(0, ck_product(a, b)); }

/// Adds all complete rounds to a state, and moves `next` and `count` past them.
CK_BODY uint32_t ck_hybrid_block(uint32_t state, const uint8_t **next, size_t *count) {
    size_t rounds = *count / (CK_FOLD_BYTES + CK_CHAINS_BYTES);
    const size_t most = CK_HYBRID_LONGEST / CK_HYBRID_WORDS;
    if (rounds > most) rounds = most;
    const size_t words = CK_HYBRID_WORDS * rounds;

    // First the folded bytes, then those of one chain after another.
    const uint8_t *folded = *next, *chained = *next + CK_FOLD_BYTES * rounds;
    ck_lanes streams[CK_FOLD_STREAMS];
    streams[0] = ck_first_lanes(state, folded);
    for (size_t i = 1; i < CK_FOLD_STREAMS; i++)
        streams[i] = ck_load_lanes(folded + sizeof(ck_lanes) * i);
    const ck_lanes past_all = ck_multiplier(CK_FOLD_BYTES / 8);
    uint32_t a = 0, b = 0, c = 0, d = 0;
    for (size_t left = rounds;;) {
        for (int i = 0; i < CK_HYBRID_WORDS; i++, chained += 8) {
            a = ck_step8(a, ck_load8(chained));
            b = ck_step8(b, ck_load8(chained + 8 * words));
            c = ck_step8(c, ck_load8(chained + 16 * words));
            d = ck_step8(d, ck_load8(chained + 24 * words));
        }
        if (--left == 0) break;
        folded += CK_FOLD_BYTES;
        for (size_t i = 0; i < CK_FOLD_STREAMS; i++)
            streams[i] =
                ck_folded(streams[i], past_all, ck_load_lanes(folded + sizeof(ck_lanes) * i));
    }
    const ck_lanes past_one = ck_multiplier(sizeof(ck_lanes) / 8);
    for (int i = 1; i < CK_FOLD_STREAMS; i++)
        streams[0] = ck_folded(streams[0], past_one, streams[i]);

    const uint32_t past_d = ck_crc32c_powers[words - 1], past_two = ck_power_product(past_d, past_d);
    const uint32_t past_three = ck_power_product(past_two, past_d);
    const uint32_t past_four = ck_power_product(past_two, past_two);
    *next += rounds * (CK_FOLD_BYTES + CK_CHAINS_BYTES);
    *count -= rounds * (CK_FOLD_BYTES + CK_CHAINS_BYTES);
    return d
        ^ ck_step8(0, ck_product(ck_state_of(streams[0]), past_four) ^ ck_product(a, past_three)
                          ^ ck_product(b, past_two) ^ ck_product(c, past_d));
}
