/// What the kernels' tests share: the implementations, random bytes, memory that ends where it
/// says, and how a failure is told.

#ifndef CHECK_H
#define CHECK_H

#include "CKernels.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct implementation {
    const char *name;
    ck_implementation which;
} implementation;

enum { IMPLEMENTATION_COUNT = 5 };
static const implementation implementations[IMPLEMENTATION_COUNT] = {
    {"portable", CK_PORTABLE}, {"SSE4.2", CK_SSE42}, {"AVX2", CK_AVX2},
    {"AVX-512", CK_AVX512},    {"arm64", CK_ARM64},
};

/// The failures so far; only the first few are told.
extern int failure_count;

#define CHECK(CONDITION, ...)                                                                     \
    do {                                                                                          \
        if (!(CONDITION) && ++failure_count <= 20) {                                              \
            printf("%s:%d: %s: ", __FILE__, __LINE__, #CONDITION);                                \
            printf(__VA_ARGS__);                                                                  \
            printf("\n");                                                                         \
        }                                                                                         \
    } while (0)

static inline uint64_t next_random(uint64_t *state) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state ^ *state >> 29;
}

static inline void fill_randomly(uint8_t *bytes, size_t count, uint64_t seed) {
    for (size_t i = 0; i < count; i++) bytes[i] = (uint8_t)(next_random(&seed) >> 40);
}

enum { GUARDED_COUNT = 1 << 16 };

/// The end of `GUARDED_COUNT` bytes, after which nothing can be read.
uint8_t *guarded_end(void);

void test_checksums(implementation by);
void test_records(implementation by);
void test_combined_checksums(void);
void test_patterns(implementation by);
void test_places(implementation by);
void test_digests(implementation by);
void test_widening(void);
void test_histograms(void);

#endif
