// The digest with NEON, which every arm64 processor has.

#if defined(__aarch64__)

#define CK_TARGET
#define CK_KERNEL ck_digest_arm64

#include "digest_vectors.h"

#endif
