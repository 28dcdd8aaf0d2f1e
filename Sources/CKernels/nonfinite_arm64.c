// The scan with NEON, which every arm64 processor has.

#if defined(__aarch64__)

#include <arm_neon.h>

#define CK_TARGET
#define CK_VECTOR_BYTES 16
#define ck_is_zero(vector) (vmaxvq_u32((uint32x4_t)(vector)) == 0)
#define ck_load_part ck_copy_part

#include "nonfinite_vectors.h"

CK_DEFINE_SCAN(ck_nonfinite_scan_arm64)

#endif
