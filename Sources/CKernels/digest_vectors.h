/// The digest of a block with vectors of 64 bytes, written once for all instruction sets: if
/// registers are narrower, the compiler uses several for each.
///
/// The including file chooses one with `CK_TARGET` and `CK_KERNEL`, the kernel's name.

#include "digest.h"

#include <math.h>

#define CK_BODY CK_INLINE CK_TARGET

typedef double ck_doubles __attribute__((vector_size(64)));
typedef float ck_half_floats __attribute__((vector_size(32)));

// Through a pointer: a result would need registers that not all processors have.
CK_BODY void ck_widen_float(const uint8_t *bytes, ck_doubles *wide) {
    ck_half_floats values;
    memcpy(&values, bytes, sizeof values);
    *wide = __builtin_convertvector(values, ck_doubles);
}

CK_BODY void ck_widen_double(const uint8_t *bytes, ck_doubles *wide) {
    memcpy(wide, bytes, sizeof *wide);
}

#define CK_SUFFIX f32
#define CK_VALUE float
#define CK_SIGNED int32_t
#define CK_UNSIGNED uint32_t
#define CK_INFINITE 0x7F800000
#define CK_ONE 0x3F800000
#define ck_widen ck_widen_float
#include "digest_block.h"

#define CK_SUFFIX f64
#define CK_VALUE double
#define CK_SIGNED int64_t
#define CK_UNSIGNED uint64_t
#define CK_INFINITE 0x7FF0000000000000
#define CK_ONE 0x3FF0000000000000
#define ck_widen ck_widen_double
#include "digest_block.h"

CK_DEFINE_WIDENING(CK_TARGET)

const ck_digest_kernel CK_KERNEL = {
    ck_block_f32, ck_block_f64, ck_widen_halves, ck_widen_bfloats};
