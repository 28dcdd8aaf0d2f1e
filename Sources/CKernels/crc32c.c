// The checksum's dispatcher.

#include "crc32c.h"

#include <stdatomic.h>

typedef uint32_t (*checksum)(uint32_t, const void *, size_t);

/// The function written for `which`, or null where this machine cannot run it.
static checksum implementation(ck_implementation which) {
    switch (which) {
    case CK_PORTABLE:
        return ck_crc32c_portable;
#if defined(__x86_64__)
    case CK_SSE42:
        return ck_cpu_has(CK_CPU_SSE42 | CK_CPU_PCLMUL) ? ck_crc32c_sse42 : NULL;
    case CK_AVX512:
        return ck_cpu_has(CK_CPU_SSE42 | CK_CPU_PCLMUL | CK_CPU_AVX512 | CK_CPU_VPCLMUL)
            ? ck_crc32c_avx512
            : NULL;
#elif defined(__aarch64__)
    case CK_ARM64:
        return ck_cpu_has(CK_CPU_ARM_CRC | CK_CPU_ARM_PMULL) ? ck_crc32c_arm64 : NULL;
#endif
    default:
        return NULL;
    }
}

static uint32_t choose(uint32_t crc, const void *bytes, size_t count);

// Starts at a function that puts the chosen one in its place, so that a call costs one indirect
// jump and no test. Threads that race here store the same pointer, and it publishes no other data:
// relaxed is enough.
static _Atomic(checksum) chosen = choose;

static uint32_t choose(uint32_t crc, const void *bytes, size_t count) {
    const ck_implementation best_first[] = {CK_AVX512, CK_SSE42, CK_ARM64};
    checksum best = ck_crc32c_portable;
    for (size_t i = 0; i < sizeof best_first / sizeof *best_first; i++) {
        const checksum candidate = implementation(best_first[i]);
        if (candidate) {
            best = candidate;
            break;
        }
    }
    atomic_store_explicit(&chosen, best, memory_order_relaxed);
    return best(crc, bytes, count);
}

uint32_t ck_crc32c(uint32_t crc, const void *bytes, size_t count) {
    return atomic_load_explicit(&chosen, memory_order_relaxed)(crc, bytes, count);
}

int ck_crc32c_is_available(ck_implementation which) { return implementation(which) != NULL; }

uint32_t ck_crc32c_with(ck_implementation which, uint32_t crc, const void *bytes, size_t count) {
    const checksum function = implementation(which);
    return (function ? function : ck_crc32c_portable)(crc, bytes, count);
}
