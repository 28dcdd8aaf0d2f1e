// The digest with SSE4.2, which can compare lanes of 64 bits.

#if defined(__x86_64__)

#define CK_TARGET __attribute__((target("sse4.2")))
#define CK_KERNEL ck_digest_sse42

#include "digest_vectors.h"

#endif
