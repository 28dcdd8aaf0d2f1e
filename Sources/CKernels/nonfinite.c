// The scan's dispatcher; see crc32c.c for how it works.

#include "nonfinite.h"

#include <stdatomic.h>

typedef void (*scan)(ck_element, const void *, size_t, uint64_t, ck_nonfinite *);

/// The function for `which`, or null if this machine cannot run it.
static scan implementation(ck_implementation which) {
    switch (which) {
    case CK_PORTABLE:
        return ck_nonfinite_scan_portable;
#if defined(__x86_64__)
    case CK_SSE42:
        return ck_cpu_has(CK_CPU_SSE42) ? ck_nonfinite_scan_sse42 : NULL;
    case CK_AVX2:
        return ck_cpu_has(CK_CPU_AVX2) ? ck_nonfinite_scan_avx2 : NULL;
    case CK_AVX512:
        return ck_cpu_has(CK_CPU_AVX512) ? ck_nonfinite_scan_avx512 : NULL;
#elif defined(__aarch64__)
    case CK_ARM64:
        return ck_nonfinite_scan_arm64;
#endif
    default:
        return NULL;
    }
}

static CK_DECLARE_SCAN(choose);

static _Atomic(scan) chosen = choose;

static CK_DECLARE_SCAN(choose) {
    const ck_implementation best_first[] = {CK_AVX512, CK_AVX2, CK_SSE42, CK_ARM64};
    scan best = ck_nonfinite_scan_portable;
    for (size_t i = 0; i < sizeof best_first / sizeof *best_first; i++) {
        const scan candidate = implementation(best_first[i]);
        if (candidate) {
            best = candidate;
            break;
        }
    }
    atomic_store_explicit(&chosen, best, memory_order_relaxed);
    best(element, elements, count, base_index, state);
}

void ck_nonfinite_scan(ck_element element, const void *elements, size_t count,
                       uint64_t base_index, ck_nonfinite *state) {
    const scan function = atomic_load_explicit(&chosen, memory_order_relaxed);
    function(element, elements, count, base_index, state);
}

int ck_nonfinite_is_available(ck_implementation which) { return implementation(which) != NULL; }

void ck_nonfinite_scan_with(ck_implementation which, ck_element element, const void *elements,
                            size_t count, uint64_t base_index, ck_nonfinite *state) {
    const scan function = implementation(which);
    (function ? function : ck_nonfinite_scan_portable)(element, elements, count, base_index, state);
}

size_t ck_element_byte_count(ck_element element) {
    size_t byte_count = 0;
#define BYTE_COUNT(format, result) *(result) = (size_t)((format).bits / 8 * (format).parts)
    CK_FOR_FORMAT(element, BYTE_COUNT, &byte_count)
#undef BYTE_COUNT
    return byte_count;
}
