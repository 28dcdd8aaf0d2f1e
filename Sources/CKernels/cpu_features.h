/// The features of the processor (and, for wide registers, of the system) that kernels may use.

#ifndef CK_CPU_FEATURES_H
#define CK_CPU_FEATURES_H

#include <stdbool.h>

enum {
    CK_CPU_SSE42 = 1 << 0,
    CK_CPU_PCLMUL = 1 << 1,
    CK_CPU_AVX2 = 1 << 2,
    /// AVX-512 F, BW, DQ and VL, and BMI2, which every such processor has.
    CK_CPU_AVX512 = 1 << 3,
    CK_CPU_VPCLMUL = 1 << 4,
    CK_CPU_ARM_CRC = 1 << 5,
    CK_CPU_ARM_PMULL = 1 << 6,
};

/// Whether all features in `wanted` are available.
bool ck_cpu_has(unsigned wanted) __attribute__((visibility("hidden")));

#endif
