// The checksum's dispatcher.

#include "crc32c.h"

#include <stdatomic.h>

/// The kernel for `which`, or null if this machine cannot run it.
static const ck_crc32c_kernel *implementation(ck_implementation which) {
    switch (which) {
    case CK_PORTABLE:
        return &ck_crc32c_portable;
#if defined(__x86_64__)
    case CK_SSE42:
        return ck_cpu_has(CK_CPU_SSE42 | CK_CPU_PCLMUL) ? &ck_crc32c_sse42 : NULL;
    case CK_AVX512:
        return ck_cpu_has(CK_CPU_SSE42 | CK_CPU_PCLMUL | CK_CPU_AVX512 | CK_CPU_VPCLMUL)
            ? &ck_crc32c_avx512
            : NULL;
#elif defined(__aarch64__)
    case CK_ARM64:
        return ck_cpu_has(CK_CPU_ARM_CRC | CK_CPU_ARM_PMULL) ? &ck_crc32c_arm64 : NULL;
#endif
    default:
        return NULL;
    }
}

typedef uint32_t (*checksum)(uint32_t, const void *, size_t);
typedef ck_record (*record_check)(const void *, size_t);

static uint32_t choose_checksum(uint32_t crc, const void *bytes, size_t count);
static ck_record choose_record(const void *bytes, size_t available);

// Each pointer starts at a function that replaces it by the chosen kernel, so a call costs one
// indirect jump and no test. Threads that race here store the same pointers, and they publish no
// other data: relaxed is enough.
static _Atomic(checksum) chosen_checksum = choose_checksum;
static _Atomic(record_check) chosen_record = choose_record;

static const ck_crc32c_kernel *choose(void) {
    const ck_implementation best_first[] = {CK_AVX512, CK_SSE42, CK_ARM64};
    const ck_crc32c_kernel *best = &ck_crc32c_portable;
    for (size_t i = 0; i < sizeof best_first / sizeof *best_first; i++) {
        const ck_crc32c_kernel *const candidate = implementation(best_first[i]);
        if (candidate) {
            best = candidate;
            break;
        }
    }
    atomic_store_explicit(&chosen_checksum, best->checksum, memory_order_relaxed);
    atomic_store_explicit(&chosen_record, best->record, memory_order_relaxed);
    return best;
}

static uint32_t choose_checksum(uint32_t crc, const void *bytes, size_t count) {
    return choose()->checksum(crc, bytes, count);
}

static ck_record choose_record(const void *bytes, size_t available) {
    return choose()->record(bytes, available);
}

uint32_t ck_crc32c(uint32_t crc, const void *bytes, size_t count) {
    return atomic_load_explicit(&chosen_checksum, memory_order_relaxed)(crc, bytes, count);
}

ck_record ck_record_check(const void *bytes, size_t available) {
    return atomic_load_explicit(&chosen_record, memory_order_relaxed)(bytes, available);
}

int ck_crc32c_is_available(ck_implementation which) { return implementation(which) != NULL; }

uint32_t ck_crc32c_with(ck_implementation which, uint32_t crc, const void *bytes, size_t count) {
    const ck_crc32c_kernel *const kernel = implementation(which);
    return (kernel ? kernel : &ck_crc32c_portable)->checksum(crc, bytes, count);
}

ck_record ck_record_check_with(ck_implementation which, const void *bytes, size_t available) {
    const ck_crc32c_kernel *const kernel = implementation(which);
    return (kernel ? kernel : &ck_crc32c_portable)->record(bytes, available);
}
