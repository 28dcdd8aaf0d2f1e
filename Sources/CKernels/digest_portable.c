// The digest of a block in plain C: for processors without a kernel of their own, and simple enough
// to be the reference for the others.

#include "digest.h"

#include <math.h>

#define BLOCK(NAME, TYPE)                                                                         \
    static void NAME(const void *elements, size_t count, double shift, ck_digest_block *block) {  \
        const uint8_t *const bytes = elements;                                                    \
        *block = (ck_digest_block){                                                               \
            .is_finite = true, .min = INFINITY, .max = -INFINITY, .smallest_magnitude = INFINITY};\
        for (size_t i = 0; i < count; i++) {                                                      \
            TYPE value;                                                                           \
            memcpy(&value, bytes + i * sizeof value, sizeof value);                               \
            const double wide = value, magnitude = fabs(wide), difference = wide - shift;         \
            block->is_finite = block->is_finite && isfinite(value);                               \
            block->zeros += value == 0;                                                           \
            block->negatives += value < 0;                                                        \
            block->ones += magnitude == 1;                                                        \
            if (wide < block->min) block->min = wide;                                             \
            if (wide > block->max) block->max = wide;                                             \
            if (magnitude > 0 && magnitude < block->smallest_magnitude)                           \
                block->smallest_magnitude = magnitude;                                            \
            block->sums[i % CK_DIGEST_LANES] += difference;                                       \
            block->squares[i % CK_DIGEST_LANES] += difference * difference;                       \
        }                                                                                         \
    }

BLOCK(block_f32, float)
BLOCK(block_f64, double)

CK_DEFINE_WIDENING()

const ck_digest_kernel ck_digest_portable = {
    block_f32, block_f64, ck_widen_halves, ck_widen_bfloats};
