/// CRC-32C in three chains at once.
///
/// Longer inputs use `crc32c_hybrid.h`; the including file defines the functions that it requires.

#include "crc32c_hybrid.h"

/// Shorter inputs use one chain. If each input depends on the previous one, three chains and a join
/// are faster starting at 96 bytes; but the records of a file do not, and the processor works on
/// the next chain while one is still waiting (measured on Zen 5).
enum { CK_INTERLEAVE_FROM = 192 };

/// Adds bytes to a state, in three chains at once.
///
/// The instruction has a latency of three cycles but accepts a new input in each, so three
/// neighboring blocks are summed in parallel. The first two states are then moved past the
/// blocks after them by a carry-less multiplication: Gopal et al., "Fast CRC Computation for iSCSI
/// Polynomial Using CRC32 Instruction" (Intel, 2011).
CK_OUT_OF_LINE uint32_t ck_interleaved(uint32_t state, const uint8_t *next, size_t count) {
    while (count >= CK_HYBRID_FROM) state = ck_hybrid_block(state, &next, &count);
    while (count >= CK_INTERLEAVE_FROM) {
        size_t words = count / 24;
        if (words > CK_CRC32C_POWER_COUNT / 2) words = CK_CRC32C_POWER_COUNT / 2;
        const uint8_t *first = next, *second = next + 8 * words, *third = next + 16 * words;
        uint32_t a = state, b = 0, c = 0;
        for (size_t i = 0; i < words; i++) {
            a = ck_step8(a, ck_load8(first + 8 * i));
            b = ck_step8(b, ck_load8(second + 8 * i));
            c = ck_step8(c, ck_load8(third + 8 * i));
        }
        state = c
            ^ ck_step8(0, ck_product(a, ck_crc32c_powers[2 * words - 1])
                              ^ ck_product(b, ck_crc32c_powers[words - 1]));
        next += 24 * words;
        count -= 24 * words;
    }
    return ck_chain(state, next, count);
}
