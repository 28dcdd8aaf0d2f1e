// The scan with AVX2.

#if defined(__x86_64__)

#include <immintrin.h>

#define CK_TARGET __attribute__((target("avx2")))
#define CK_VECTOR_BYTES 32
#define ck_is_zero(vector) _mm256_testz_si256((__m256i)(vector), (__m256i)(vector))
#define ck_load_part ck_copy_part

#include "nonfinite_vectors.h"

CK_DEFINE_SCAN(ck_nonfinite_scan_avx2)

#endif
