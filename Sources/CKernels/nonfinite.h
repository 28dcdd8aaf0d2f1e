/// Declarations shared by the files of the scan: how the bits of each element type are classified.

#ifndef CK_NONFINITE_H
#define CK_NONFINITE_H

#include "CKernels.h"
#include "cpu_features.h"
#include "loads.h"

#include <stdbool.h>

/// How a value is classified, as a signed integer of `bits` bits: its magnitude is
/// `(value & mask) ^ flip`, and then
/// - a NaN's magnitude is above `nan_above`;
/// - an infinity has the magnitude `infinity`, and the sign bit for its sign.
///
/// By the bits and never by arithmetic, which changes a signaling NaN.
typedef struct ck_format {
    int bits;
    /// Neighboring values that make up one element: 2 for the complex types.
    int parts;
    int64_t mask, flip, nan_above;
    /// 0 if the type has none.
    int64_t infinity;
} ck_format;

// IEEE 754 and bfloat16; for float8, Micikevicius et al., "FP8 Formats for Deep Learning" (2022),
// and ml_dtypes' README. In the FNUZ types, the pattern of a negative zero is the one NaN: the
// complement makes it the greatest magnitude.
#define CK_FORMAT_FLOAT32(parts) ((ck_format){32, parts, 0x7FFFFFFF, 0, 0x7F800000, 0x7F800000})
#define CK_FORMAT_FLOAT64(parts)                                                                  \
    ((ck_format){64, parts, INT64_MAX, 0, 0x7FF0000000000000, 0x7FF0000000000000})
#define CK_FORMAT_FLOAT16 ((ck_format){16, 1, 0x7FFF, 0, 0x7C00, 0x7C00})
#define CK_FORMAT_BFLOAT16 ((ck_format){16, 1, 0x7FFF, 0, 0x7F80, 0x7F80})
#define CK_FORMAT_E5M2 ((ck_format){8, 1, 0x7F, 0, 0x7C, 0x7C})
#define CK_FORMAT_E4M3FN ((ck_format){8, 1, 0x7F, 0, 0x7E, 0})
#define CK_FORMAT_FNUZ ((ck_format){8, 1, -1, -1, 0x7E, 0})

/// The greatest magnitude of a finite value.
CK_INLINE int64_t ck_finite_max(ck_format format) {
    return format.infinity ? format.infinity - 1 : format.nan_above;
}

/// Calls `scan(format, …)` with the format of `element` as a constant, so that each is compiled
/// for itself.
#define CK_FOR_FORMAT(element, scan, ...)                                                         \
    switch (element) {                                                                            \
    case CK_FLOAT32: scan(CK_FORMAT_FLOAT32(1), __VA_ARGS__); break;                              \
    case CK_FLOAT64: scan(CK_FORMAT_FLOAT64(1), __VA_ARGS__); break;                              \
    case CK_FLOAT16: scan(CK_FORMAT_FLOAT16, __VA_ARGS__); break;                                 \
    case CK_BFLOAT16: scan(CK_FORMAT_BFLOAT16, __VA_ARGS__); break;                               \
    case CK_COMPLEX64: scan(CK_FORMAT_FLOAT32(2), __VA_ARGS__); break;                            \
    case CK_COMPLEX128: scan(CK_FORMAT_FLOAT64(2), __VA_ARGS__); break;                           \
    case CK_FLOAT8_E5M2: scan(CK_FORMAT_E5M2, __VA_ARGS__); break;                                \
    case CK_FLOAT8_E4M3FN: scan(CK_FORMAT_E4M3FN, __VA_ARGS__); break;                            \
    case CK_FLOAT8_E4M3FNUZ:                                                                      \
    case CK_FLOAT8_E4M3B11FNUZ:                                                                   \
    case CK_FLOAT8_E5M2FNUZ: scan(CK_FORMAT_FNUZ, __VA_ARGS__); break;                            \
    }

typedef enum ck_kind { CK_NAN, CK_POSITIVE_INFINITY, CK_NEGATIVE_INFINITY } ck_kind;

enum { CK_KIND_COUNT = 3 };

/// The fields of a `ck_nonfinite` by kind.
CK_INLINE uint64_t *ck_count_of(ck_kind kind, ck_nonfinite *state) {
    return kind == CK_NAN ? &state->nan
        : kind == CK_POSITIVE_INFINITY ? &state->positive_infinity
                                       : &state->negative_infinity;
}

CK_INLINE uint64_t *ck_first_of(ck_kind kind, ck_nonfinite *state) {
    return kind == CK_NAN ? &state->first_nan
        : kind == CK_POSITIVE_INFINITY ? &state->first_positive_infinity
                                       : &state->first_negative_infinity;
}

#pragma GCC visibility push(hidden)

#define CK_DECLARE_SCAN(name)                                                                     \
    void name(ck_element element, const void *elements, size_t count, uint64_t base_index,        \
              ck_nonfinite *state)

CK_DECLARE_SCAN(ck_nonfinite_scan_portable);
#if defined(__x86_64__)
CK_DECLARE_SCAN(ck_nonfinite_scan_sse42);
CK_DECLARE_SCAN(ck_nonfinite_scan_avx2);
CK_DECLARE_SCAN(ck_nonfinite_scan_avx512);
#elif defined(__aarch64__)
CK_DECLARE_SCAN(ck_nonfinite_scan_arm64);
#endif

#pragma GCC visibility pop

#endif
