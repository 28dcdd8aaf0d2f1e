// The checksum, against one bit after the other.

#include "check.h"

#include <stdlib.h>

/// A state, i.e. the complement of a checksum, after one more byte.
static uint32_t after_byte(uint32_t state, uint8_t byte) {
    state ^= byte;
    for (int bit = 0; bit < 8; bit++) state = state >> 1 ^ (state & 1 ? 0x82F63B78u : 0);
    return state;
}

static uint32_t reference(uint32_t crc, const uint8_t *bytes, size_t count) {
    uint32_t state = ~crc;
    for (size_t i = 0; i < count; i++) state = after_byte(state, bytes[i]);
    return ~state;
}

enum { SHORT = 600, LONG = 300000 };

static void test_short(implementation by) {
    uint8_t bytes[SHORT + 16];
    fill_randomly(bytes, sizeof bytes, 3720);
    uint8_t *const end = guarded_end();
    for (size_t start = 0; start < 16; start++) {
        uint32_t state = ~(uint32_t)start;
        for (size_t count = 0; count <= SHORT; count++) {
            const uint32_t crc = ck_crc32c_with(by.which, (uint32_t)start, bytes + start, count);
            CHECK(crc == ~state, "%zu bytes from %zu", count, start);
            memcpy(end - count, bytes + start, count);
            CHECK(ck_crc32c_with(by.which, (uint32_t)start, end - count, count) == ~state,
                  "%zu bytes before the end of memory", count);
            state = after_byte(state, bytes[start + count]);
        }
    }
}

static void test_long(implementation by) {
    uint8_t *const bytes = malloc(LONG + 16);
    uint32_t *const prefixes = malloc((LONG + 17) * sizeof *prefixes);
    if (!bytes || !prefixes) abort();
    fill_randomly(bytes, LONG + 16, 2004);
    uint32_t state = UINT32_MAX;
    for (size_t i = 0; i <= LONG + 16; i++) {
        prefixes[i] = ~state;
        if (i < LONG + 16) state = after_byte(state, bytes[i]);
    }
    uint64_t seed = 1;
    for (int i = 0; i < 1000; i++) {
        const size_t start = next_random(&seed) % (i % 2 ? 600 : LONG);
        const size_t count = next_random(&seed) % (LONG - start + 16);
        // From the checksum of what comes before to that of both.
        const uint32_t crc = ck_crc32c_with(by.which, prefixes[start], bytes + start, count);
        CHECK(crc == prefixes[start + count], "%zu bytes from %zu", count, start);
    }
    // Around the lengths at which a kernel may change its way.
    for (size_t border = 64; border <= 16384; border += 64) {
        for (size_t count = border - 1; count <= border + 1; count++) {
            const uint32_t crc = ck_crc32c_with(by.which, 0, bytes, count);
            CHECK(crc == prefixes[count], "%zu bytes", count);
        }
    }
    for (size_t at = 0, pieces = 0; at < LONG; pieces++) {
        size_t count = next_random(&seed) % 5000;
        if (count > LONG - at) count = LONG - at;
        const uint32_t crc = ck_crc32c_with(by.which, prefixes[at], bytes + at, count);
        CHECK(crc == prefixes[at + count], "piece %zu, of %zu bytes", pieces, count);
        at += count;
    }
    free(prefixes);
    free(bytes);
}

void test_checksums(implementation by) {
    CHECK(ck_crc32c_with(by.which, 0, "123456789", 9) == 0xE3069283, "the published value");
    CHECK(ck_crc32c_with(by.which, 5, NULL, 0) == 5, "nothing");
    test_short(by);
    test_long(by);
}

void test_combined_checksums(void) {
    uint8_t bytes[SHORT];
    fill_randomly(bytes, SHORT, 11);
    const uint32_t whole = reference(0, bytes, SHORT);
    CHECK(ck_crc32c(0, bytes, SHORT) == whole, "the chosen implementation");
    for (size_t split = 0; split <= SHORT; split++) {
        const uint32_t head = reference(0, bytes, split);
        const uint32_t tail = reference(0, bytes + split, SHORT - split);
        CHECK(ck_crc32c_combine(head, tail, SHORT - split) == whole, "split at %zu", split);
    }
    // 8 times 2^31 − 1 zeros are a full turn of the powers.
    CHECK(ck_crc32c_combine(7, 9, 0x7FFFFFFF) == (7 ^ 9), "a full turn");
}
