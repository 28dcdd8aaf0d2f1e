// The digest with AVX2.

#if defined(__x86_64__)

#define CK_TARGET __attribute__((target("avx2")))
#define CK_KERNEL ck_digest_avx2

#include "digest_vectors.h"

#endif
