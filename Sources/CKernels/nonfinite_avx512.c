// The scan with AVX-512, which loads a part of a register without a copy.

#if defined(__x86_64__)

#include <immintrin.h>

#define CK_TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,bmi2")))
#define CK_VECTOR_BYTES 64
#define ck_is_zero(vector) (_mm512_test_epi64_mask((__m512i)(vector), (__m512i)(vector)) == 0)
#define ck_load_part(bytes, count)                                                                \
    ((ck_vector)_mm512_maskz_loadu_epi8(_bzhi_u64(UINT64_MAX, (unsigned)(count)), (bytes)))

#include "nonfinite_vectors.h"

CK_DEFINE_SCAN(ck_nonfinite_scan_avx512)

#endif
