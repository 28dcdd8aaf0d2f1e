// The digest: the choice of the kernel, the handling of non-finite elements, and the merging of
// blocks.

#include "digest.h"

#include <math.h>
#include <stdatomic.h>

/// The kernel for `which`, or null if this machine cannot run it.
static const ck_digest_kernel *implementation(ck_implementation which) {
    switch (which) {
    case CK_PORTABLE:
        return &ck_digest_portable;
#if defined(__x86_64__)
    case CK_SSE42:
        return ck_cpu_has(CK_CPU_SSE42) ? &ck_digest_sse42 : NULL;
    case CK_AVX2:
        return ck_cpu_has(CK_CPU_AVX2) ? &ck_digest_avx2 : NULL;
    case CK_AVX512:
        return ck_cpu_has(CK_CPU_AVX512) ? &ck_digest_avx512 : NULL;
#elif defined(__aarch64__)
    case CK_ARM64:
        return &ck_digest_arm64;
#endif
    default:
        return NULL;
    }
}

static const ck_digest_kernel *best(void) {
    static _Atomic(const ck_digest_kernel *) chosen = NULL;
    const ck_digest_kernel *kernel = atomic_load_explicit(&chosen, memory_order_relaxed);
    if (kernel) return kernel;
    const ck_implementation best_first[] = {CK_AVX512, CK_AVX2, CK_SSE42, CK_ARM64};
    kernel = &ck_digest_portable;
    for (size_t i = 0; i < sizeof best_first / sizeof *best_first; i++) {
        const ck_digest_kernel *const candidate = implementation(best_first[i]);
        if (candidate) {
            kernel = candidate;
            break;
        }
    }
    atomic_store_explicit(&chosen, kernel, memory_order_relaxed);
    return kernel;
}

/// The sum of the lanes, in an order that is always the same.
static double sum(const double *lanes) {
    double sums[CK_DIGEST_LANES];
    memcpy(sums, lanes, sizeof sums);
    for (int width = CK_DIGEST_LANES / 2; width > 0; width /= 2) {
        for (int i = 0; i < width; i++) sums[i] += sums[i + width];
    }
    return sums[0];
}

/// Merges a block of `count` finite elements with those before; see Chan, Golub and LeVeque,
/// "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances" (1979).
static void merge(const ck_digest_block *block, size_t count, double shift, ck_digest *state) {
    const double block_count = (double)count, total = (double)state->finite + block_count;
    const double block_sum = sum(block->sums);
    const double correction = block_sum * (block_sum / block_count);
    const double block_squares = sum(block->squares) - correction;
    const double difference = shift + block_sum / block_count - state->mean;
    const double weight = (double)state->finite * (block_count / total);
    state->squares += (block_squares > 0 ? block_squares : 0) + difference * difference * weight;
    state->mean += difference * (block_count / total);

    const bool is_first = state->finite == 0;
    if (is_first || block->min < state->min) state->min = block->min;
    if (is_first || block->max > state->max) state->max = block->max;
    const double smallest = block->smallest_magnitude;
    if (isfinite(smallest)
        && (state->smallest_magnitude == 0 || smallest < state->smallest_magnitude))
        state->smallest_magnitude = smallest;
    state->finite += count;
    state->zeros += block->zeros;
    state->negatives += block->negatives;
    state->ones += block->ones;
}

/// Adds elements, unless one of them is not finite.
static bool add_finite(ck_digest_block_function function, ck_digest_block_function rest_function,
                       const uint8_t *bytes, size_t element_bytes, size_t count, double first,
                       ck_digest *state) {
    // The remainder after a multiple of 16 is handled by the block in plain C.
    const size_t whole = count / CK_DIGEST_LANES * CK_DIGEST_LANES, rest = count - whole;
    ck_digest sum = *state;
    ck_digest_block block;
    if (whole > 0) {
        const double shift = sum.finite > 0 ? sum.mean : first;
        function(bytes, whole, shift, &block);
        if (!block.is_finite) return false;
        merge(&block, whole, shift, &sum);
    }
    if (rest > 0) {
        const double shift = sum.finite > 0 ? sum.mean : first;
        rest_function(bytes + whole * element_bytes, rest, shift, &block);
        if (!block.is_finite) return false;
        merge(&block, rest, shift, &sum);
    }
    *state = sum;
    return true;
}

static void note(uint64_t *count, uint64_t *first, uint64_t index) {
    *count += 1;
    if (*first == UINT64_MAX) *first = index;
}

#define DIGEST(NAME, TYPE, FUNCTION)                                                              \
    /* Counts what is not finite, and packs the rest together. */                                 \
    static size_t NAME##_sift(const uint8_t *bytes, size_t count, uint64_t index,                 \
                              ck_nonfinite *state, TYPE *finite) {                                \
        size_t finite_count = 0;                                                                  \
        for (size_t i = 0; i < count; i++) {                                                      \
            TYPE value;                                                                           \
            memcpy(&value, bytes + i * sizeof value, sizeof value);                               \
            if (isfinite(value))                                                                  \
                finite[finite_count++] = value;                                                   \
            else if (isnan(value))                                                                \
                note(&state->nan, &state->first_nan, index + i);                                  \
            else if (value > 0)                                                                   \
                note(&state->positive_infinity, &state->first_positive_infinity, index + i);      \
            else                                                                                  \
                note(&state->negative_infinity, &state->first_negative_infinity, index + i);      \
        }                                                                                         \
        return finite_count;                                                                      \
    }                                                                                             \
                                                                                                  \
    static void NAME(const ck_digest_kernel *kernel, const uint8_t *bytes, size_t count,          \
                     uint64_t index, ck_digest *state) {                                          \
        while (count > 0) {                                                                       \
            const size_t size = count < CK_DIGEST_BLOCK ? count : CK_DIGEST_BLOCK;                \
            TYPE finite[CK_DIGEST_BLOCK];                                                         \
            memcpy(finite, bytes, sizeof *finite);                                                \
            if (!add_finite(kernel->FUNCTION, ck_digest_portable.FUNCTION, bytes, sizeof(TYPE),   \
                            size, finite[0], state)) {                                            \
                const size_t finite_count =                                                       \
                    NAME##_sift(bytes, size, index, &state->nonfinite, finite);                   \
                if (finite_count > 0)                                                             \
                    add_finite(kernel->FUNCTION, ck_digest_portable.FUNCTION,                     \
                               (const uint8_t *)finite, sizeof(TYPE), finite_count, finite[0],    \
                               state);                                                            \
            }                                                                                     \
            bytes += size * sizeof(TYPE);                                                         \
            count -= size;                                                                        \
            index += size;                                                                        \
        }                                                                                         \
    }

DIGEST(digest_f32, float, f32)
DIGEST(digest_f64, double, f64)

void ck_digest_f32(const void *elements, size_t count, uint64_t base_index, ck_digest *state) {
    digest_f32(best(), elements, count, base_index, state);
}

void ck_digest_f64(const void *elements, size_t count, uint64_t base_index, ck_digest *state) {
    digest_f64(best(), elements, count, base_index, state);
}

void ck_widen_f16(const void *elements, size_t count, float *values) {
    best()->f16(elements, count, values);
}

void ck_widen_bf16(const void *elements, size_t count, float *values) {
    best()->bf16(elements, count, values);
}

int ck_digest_is_available(ck_implementation which) { return implementation(which) != NULL; }

void ck_digest_with(ck_implementation which, ck_element element, const void *elements,
                    size_t count, uint64_t base_index, ck_digest *state) {
    const ck_digest_kernel *const kernel = implementation(which);
    (element == CK_FLOAT64 ? digest_f64 : digest_f32)(kernel ? kernel : &ck_digest_portable,
                                                      elements, count, base_index, state);
}
