// The digest with AVX-512.

#if defined(__x86_64__)

#define CK_TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,bmi2")))
#define CK_KERNEL ck_digest_avx512

#include "digest_vectors.h"

#endif
