/// What the files of the digest share: the sums of a block, and how blocks are put together.
///
/// A block is laid out in 16 lanes, element i in lane i % 16, whatever the width of the registers.
/// So all implementations add in the same order, and the digest of a tensor has the same bits on
/// every machine.

#ifndef CK_DIGEST_H
#define CK_DIGEST_H

#include "CKernels.h"
#include "cpu_features.h"
#include "loads.h"

#include <stdbool.h>

// A product that is rounded on one machine and not on another would undo the above.
#pragma STDC FP_CONTRACT OFF

enum { CK_DIGEST_LANES = 16 };

/// Enough elements that putting blocks together costs little, few enough for the first cache.
enum { CK_DIGEST_BLOCK = 4096 };

/// What one block adds, all of whose elements are finite where `is_finite` says so.
typedef struct ck_digest_block {
    bool is_finite;
    uint64_t zeros, negatives, ones;
    double min, max;
    /// Infinite where all are zeros.
    double smallest_magnitude;
    /// Of the differences from the shift, and of their squares.
    double sums[CK_DIGEST_LANES], squares[CK_DIGEST_LANES];
} ck_digest_block;

/// Digests `count` elements, a multiple of 16 and at least 16, without a look at what came before.
typedef void (*ck_digest_block_function)(const void *elements, size_t count, double shift,
                                         ck_digest_block *block);

/// A kernel's functions.
typedef struct ck_digest_kernel {
    ck_digest_block_function f32, f64;
} ck_digest_kernel;

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
