// Halves and bfloat16 as floats. Plain C: a compiler makes vectors of it.

#include "CKernels.h"
#include "loads.h"

void ck_widen_f16(const void *elements, size_t count, float *values) {
    const uint8_t *const bytes = elements;
    for (size_t i = 0; i < count; i++) {
        const uint32_t half = ck_load2(bytes + 2 * i), magnitude = (half & 0x7FFF) << 13;
        // Scaling by 2^112 moves the exponent's bias, and makes subnormal numbers right as well.
        const uint32_t scale_bits = (127 + 112) << 23;
        float scale, scaled;
        memcpy(&scale, &scale_bits, sizeof scale);
        memcpy(&scaled, &magnitude, sizeof scaled);
        scaled *= scale;
        uint32_t bits;
        memcpy(&bits, &scaled, sizeof bits);
        // What has the greatest exponent keeps it: infinities and NaNs.
        bits = magnitude >= 0x7C00u << 13 ? magnitude | 0x7F800000 : bits;
        bits |= (half & 0x8000) << 16;
        memcpy(values + i, &bits, sizeof bits);
    }
}

void ck_widen_bf16(const void *elements, size_t count, float *values) {
    const uint8_t *const bytes = elements;
    for (size_t i = 0; i < count; i++) {
        const uint32_t bits = (uint32_t)ck_load2(bytes + 2 * i) << 16;
        memcpy(values + i, &bits, sizeof bits);
    }
}
