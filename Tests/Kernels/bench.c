// Times the kernels: ns for what is short, GB/s for blocks in the first and second cache. Not a
// test; `run.sh bench` builds and runs it.

#include "CKernels.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static volatile uint64_t kept;

/// The least time of many rounds, in ns per `UNITS`, since other programs only ever add to it.
#define TIME(UNITS, BODY)                                                                         \
    ({                                                                                            \
        double best = 1e18;                                                                       \
        for (int round = 0; round < 200; round++) {                                               \
            const double start = now();                                                           \
            BODY;                                                                                 \
            const double time = (now() - start) / (double)(UNITS);                                \
            if (time < best) best = time;                                                         \
        }                                                                                         \
        best;                                                                                     \
    })

static const struct {
    const char *name;
    ck_implementation which;
} implementations[] = {
    {"portable", CK_PORTABLE}, {"sse42", CK_SSE42},   {"avx2", CK_AVX2},
    {"avx512", CK_AVX512},     {"arm64", CK_ARM64},
};
enum { IMPLEMENTATIONS = sizeof implementations / sizeof *implementations };

static void checksums(const uint8_t *bytes) {
    const size_t sizes[] = {8, 20, 52, 80, 96, 120, 200, 400, 1024, 16384, 1 << 20};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        const size_t size = sizes[s], times = size > 16384 ? 1 : (1 << 17) / (size + 8);
        printf("crc32c     %8zu bytes", size);
        for (int i = 0; i < IMPLEMENTATIONS; i++) {
            const ck_implementation which = implementations[i].which;
            if (!ck_crc32c_is_available(which)) continue;
            const double time = TIME(times, for (size_t k = 0; k < times; k++) kept +=
                                            ck_crc32c_with(which, 0, bytes + k, size));
            printf("  %s %.2f ns (%.1f GB/s)", implementations[i].name, time, (double)size / time);
        }
        const double time = TIME(times, for (size_t k = 0; k < times; k++) kept +=
                                        ck_crc32c(0, bytes + k, size));
        printf("  chosen %.2f ns (%.1f GB/s)\n", time, (double)size / time);
    }
}

static void put_record(uint8_t *frame, uint64_t size) {
    memcpy(frame, &size, 8);
    for (int part = 0; part < 2; part++) {
        uint32_t crc = part ? ck_crc32c(0, frame + 12, size) : ck_crc32c(0, frame, 8);
        crc = (crc >> 15 | crc << 17) + 0xa282ead8;
        memcpy(part ? frame + 12 + size : frame + 8, &crc, 4);
    }
}

static uint32_t masked(uint32_t crc) { return (crc >> 15 | crc << 17) + 0xa282ead8; }

static void records(uint8_t *bytes) {
    for (size_t size = 20; size <= 120; size += 16) {
        const size_t room = 1 << 18, frame = size + 16, count = room / frame;
        for (size_t i = 0; i < count; i++) put_record(bytes + i * frame, size);
        const double two_calls = TIME(count, {
            size_t bad = 0;
            for (const uint8_t *next = bytes; next + 16 <= bytes + count * frame;) {
                uint64_t length;
                uint32_t stored;
                memcpy(&length, next, 8);
                memcpy(&stored, next + 8, 4);
                if (masked(ck_crc32c(0, next, 8)) != stored) { bad++; break; }
                memcpy(&stored, next + 12 + length, 4);
                bad += masked(ck_crc32c(0, next + 12, length)) != stored;
                next += length + 16;
            }
            kept += bad;
        });
        printf("record     %8zu bytes  two calls %.2f ns", size, two_calls);
        const double one_call = TIME(count, {
            size_t bad = 0;
            for (const uint8_t *next = bytes; next + 16 <= bytes + count * frame;) {
                const size_t left = (size_t)(bytes + count * frame - next);
                const ck_record record = ck_record_check(next, left);
                if (record.state != CK_RECORD_VALID) { bad++; break; }
                next += record.payload_byte_count + 16;
            }
            kept += bad;
        });
        printf("  one call %.2f ns", one_call);
        printf("\n");
    }
}

static void searches(uint8_t *bytes) {
    const ck_element elements[] = {CK_FLOAT32, CK_FLOAT64, CK_FLOAT16, CK_BFLOAT16, CK_FLOAT8_E5M2};
    const char *const names[] = {"float", "double", "half", "bfloat16", "e5m2"};
    const size_t sizes[] = {4, 40, 16384, 1 << 18, 1 << 20};
    memset(bytes, 0x11, 1 << 20);
    for (int e = 0; e < 5; e++) {
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            const size_t size = sizes[s], times = (1 << 20) / (size < 1024 ? 1024 : size);
            const size_t count = size / ck_element_byte_count(elements[e]);
            printf("nonfinite  %8zu bytes %-8s", size, names[e]);
            for (int i = 0; i < IMPLEMENTATIONS; i++) {
                const ck_implementation which = implementations[i].which;
                if (!ck_nonfinite_is_available(which)) continue;
                ck_nonfinite state = {0};
                const double time = TIME(times, for (size_t k = 0; k < times; k++)
                                         ck_nonfinite_scan_with(which, elements[e], bytes, count,
                                                                0, &state));
                kept += state.nan;
                printf("  %s %.2f ns (%.1f GB/s)", implementations[i].name, time,
                       (double)size / time);
            }
            printf("\n");
        }
    }
}

int main(void) {
    uint8_t *const bytes = malloc(2 << 20);
    if (!bytes) return 1;
    uint64_t state = 1;
    for (size_t i = 0; i < 2 << 20; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        bytes[i] = (uint8_t)(state >> 56);
    }
    checksums(bytes);
    records(bytes);
    searches(bytes);
    free(bytes);
    return 0;
}
