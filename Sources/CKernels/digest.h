/// Declarations shared by the files of the digest: the sums of a block, and the kernels.
///
/// A block has 16 lanes, with element i in lane i % 16, whatever the width of the registers. So all
/// implementations add in the same order, and the digest of a tensor has the same bits on every
/// machine.

#ifndef CK_DIGEST_H
#define CK_DIGEST_H

#include "CKernels.h"
#include "cpu_features.h"
#include "loads.h"

#include <stdbool.h>

// A product that is rounded on one machine and not on another would undo the above.
#pragma STDC FP_CONTRACT OFF

enum { CK_DIGEST_LANES = 16 };

/// Enough elements that merging blocks costs little, few enough for the first cache.
enum { CK_DIGEST_BLOCK = 4096 };

/// The sums of one block; all of its elements are finite if `is_finite` says so.
typedef struct ck_digest_block {
    bool is_finite;
    uint64_t zeros, negatives, ones;
    double min, max;
    /// Infinite if all are zeros.
    double smallest_magnitude;
    /// Sums of the differences from the shift, and of their squares.
    double sums[CK_DIGEST_LANES], squares[CK_DIGEST_LANES];
} ck_digest_block;

/// Digests `count` elements, a multiple of 16 and at least 16, independently of earlier elements.
typedef void (*ck_digest_block_function)(const void *elements, size_t count, double shift,
                                         ck_digest_block *block);

/// Converts `count` elements of 2 bytes, of any alignment, to floats.
typedef void (*ck_widen_function)(const void *elements, size_t count, float *values);

/// A kernel's functions.
typedef struct ck_digest_kernel {
    ck_digest_block_function f32, f64;
    ck_widen_function f16, bf16;
} ck_digest_kernel;

/// The bits of a float, of a half's bits.
///
/// Normal numbers get another bias; subnormal ones are few enough to be counted in their unit, 2^-24,
/// since arithmetic with subnormal floats is slow on some machines.
CK_INLINE uint32_t ck_widen_half(uint32_t half) {
    const uint32_t magnitude = half & 0x7FFF, sign = (half & 0x8000) << 16;
    const float units = (float)(int32_t)magnitude * 0x1p-24f;
    uint32_t bits;
    memcpy(&bits, &units, sizeof bits);
    bits = magnitude >= 0x0400 ? (magnitude << 13) + (112u << 23) : bits;
    bits = magnitude >= 0x7C00 ? (magnitude << 13) + (224u << 23) : bits;
    return bits | sign;
}

// A plain loop, which the compiler vectorizes with what `TARGET` allows.
#define CK_DEFINE_WIDENING(TARGET)                                                                \
    TARGET static void ck_widen_halves(const void *elements, size_t count, float *values) {       \
        const uint8_t *const bytes = elements;                                                    \
        for (size_t i = 0; i < count; i++) {                                                      \
            const uint32_t bits = ck_widen_half(ck_load2(bytes + 2 * i));                         \
            memcpy(values + i, &bits, sizeof bits);                                               \
        }                                                                                         \
    }                                                                                             \
                                                                                                  \
    TARGET static void ck_widen_bfloats(const void *elements, size_t count, float *values) {      \
        const uint8_t *const bytes = elements;                                                    \
        for (size_t i = 0; i < count; i++) {                                                      \
            const uint32_t bits = (uint32_t)ck_load2(bytes + 2 * i) << 16;                        \
            memcpy(values + i, &bits, sizeof bits);                                               \
        }                                                                                         \
    }

#pragma GCC visibility push(hidden)

extern const ck_digest_kernel ck_digest_portable;
#if defined(__x86_64__)
extern const ck_digest_kernel ck_digest_sse42;
extern const ck_digest_kernel ck_digest_avx2;
extern const ck_digest_kernel ck_digest_avx512;
#elif defined(__aarch64__)
extern const ck_digest_kernel ck_digest_arm64;
#endif

#pragma GCC visibility pop

#endif
