#include "cpu_features.h"

#include <stdatomic.h>

#if defined(__x86_64__)

#include <cpuid.h>

/// The register sets that the system saves at a context switch (XCR0).
static unsigned saved_registers(void) {
    unsigned low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

// CPUID's leaves 1 and 7 and XCR0 are read here rather than by `__builtin_cpu_supports`, which
// needs a run-time library that not every link line of a Swift package has. The bits: Intel SDM
// vol. 2A "CPUID", vol. 1 §15.2 "Detection of AVX-512 Foundation Instructions".
//
// Darwin turns AVX-512 on at a thread's first use and leaves it out of XCR0 before; a Mac with
// AVX-512 is treated as one with AVX2, which is safe.
static unsigned detect(void) {
    unsigned a, b, c, d, found = 0;
    if (!__get_cpuid(1, &a, &b, &c, &d)) return 0;
    if (c & (1u << 20)) found |= CK_CPU_SSE42;
    if (c & (1u << 1)) found |= CK_CPU_PCLMUL;

    const unsigned xsave_and_avx = (1u << 27) | (1u << 28);
    if ((c & xsave_and_avx) != xsave_and_avx) return found;
    const unsigned saved = saved_registers();
    if ((saved & 0x06) != 0x06) return found;  // xmm, ymm
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return found;
    if (b & (1u << 5)) found |= CK_CPU_AVX2;

    if ((saved & 0xE0) != 0xE0) return found;  // mask registers, zmm0–15, zmm16–31
    const unsigned bmi2_f_dq_bw_vl = (1u << 8) | (1u << 16) | (1u << 17) | (1u << 30) | (1u << 31);
    if ((b & bmi2_f_dq_bw_vl) != bmi2_f_dq_bw_vl) return found;
    found |= CK_CPU_AVX512;
    if (c & (1u << 10)) found |= CK_CPU_VPCLMUL;
    return found;
}

#elif defined(__aarch64__) && defined(__linux__)

#include <sys/auxv.h>

// The bits: Linux, arch/arm64/include/uapi/asm/hwcap.h.
static unsigned detect(void) {
    const unsigned long capabilities = getauxval(AT_HWCAP);
    unsigned found = 0;
    if (capabilities & (1ul << 7)) found |= CK_CPU_ARM_CRC;
    if (capabilities & (1ul << 4)) found |= CK_CPU_ARM_PMULL;
    return found;
}

#elif defined(__aarch64__) && (defined(__APPLE__) || defined(__ARM_FEATURE_CRC32))

/// Every Apple arm64 processor that runs a supported system has both.
static unsigned detect(void) {
#if defined(__APPLE__) || defined(__ARM_FEATURE_AES) || defined(__ARM_FEATURE_CRYPTO)
    return CK_CPU_ARM_CRC | CK_CPU_ARM_PMULL;
#else
    return CK_CPU_ARM_CRC;
#endif
}

#else

static unsigned detect(void) { return 0; }

#endif

bool ck_cpu_has(unsigned wanted) {
    // CPUID traps in a virtual machine and takes a microsecond or more, so it is asked once. Two
    // threads that both ask store the same answer: relaxed is enough.
    enum { ASKED = 1 << 30 };
    static _Atomic unsigned known;
    unsigned found = atomic_load_explicit(&known, memory_order_relaxed);
    if (!found) {
        found = detect() | ASKED;
        atomic_store_explicit(&known, found, memory_order_relaxed);
    }
    return (found & wanted) == wanted;
}
