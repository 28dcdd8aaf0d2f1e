// The scan with SSE4.2, whose comparison of 64-bit lanes x86-64's SSE2 lacks.

#if defined(__x86_64__)

#include <immintrin.h>

#define CK_TARGET __attribute__((target("sse4.2")))
#define CK_VECTOR_BYTES 16
#define ck_is_zero(vector) _mm_testz_si128((__m128i)(vector), (__m128i)(vector))
#define ck_load_part ck_copy_part

#include "nonfinite_vectors.h"

CK_DEFINE_SCAN(ck_nonfinite_scan_sse42)

#endif
