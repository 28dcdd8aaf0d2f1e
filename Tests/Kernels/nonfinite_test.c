// The search for what is not finite, against one element after the other.

#include "check.h"

#include <stdlib.h>

typedef enum kind { FINITE, IS_NAN, POSITIVE, NEGATIVE } kind;

/// An element type by its fields, as the standards say it.
typedef struct format {
    const char *name;
    ck_element element;
    int bits, mantissa_bits, parts;
    /// Whether all ones in the exponent are infinities and NaNs.
    bool has_infinity;
    /// Where it has none: the NaNs, sign bit left out where both signs are one.
    unsigned nan, nan_mask;
} format;

enum { FORMAT_COUNT = 11 };
static const format formats[FORMAT_COUNT] = {
    {"float", CK_FLOAT32, 32, 23, 1, true, 0, 0},
    {"double", CK_FLOAT64, 64, 52, 1, true, 0, 0},
    {"half", CK_FLOAT16, 16, 10, 1, true, 0, 0},
    {"bfloat16", CK_BFLOAT16, 16, 7, 1, true, 0, 0},
    {"complex64", CK_COMPLEX64, 32, 23, 2, true, 0, 0},
    {"complex128", CK_COMPLEX128, 64, 52, 2, true, 0, 0},
    {"e5m2", CK_FLOAT8_E5M2, 8, 2, 1, true, 0, 0},
    {"e4m3fn", CK_FLOAT8_E4M3FN, 8, 3, 1, false, 0x7F, 0x7F},
    {"e4m3fnuz", CK_FLOAT8_E4M3FNUZ, 8, 3, 1, false, 0x80, 0xFF},
    {"e4m3b11fnuz", CK_FLOAT8_E4M3B11FNUZ, 8, 3, 1, false, 0x80, 0xFF},
    {"e5m2fnuz", CK_FLOAT8_E5M2FNUZ, 8, 2, 1, false, 0x80, 0xFF},
};

static kind kind_of(format type, uint64_t bits) {
    if (!type.has_infinity) return (bits & type.nan_mask) == type.nan ? IS_NAN : FINITE;
    const uint64_t exponent_ones = (1ull << (type.bits - 1 - type.mantissa_bits)) - 1;
    if ((bits >> type.mantissa_bits & exponent_ones) != exponent_ones) return FINITE;
    if ((bits & ((1ull << type.mantissa_bits) - 1)) != 0) return IS_NAN;
    return bits >> (type.bits - 1) ? NEGATIVE : POSITIVE;
}

static const ck_nonfinite nothing = {0, 0, 0, UINT64_MAX, UINT64_MAX, UINT64_MAX};

static size_t size_of(format type) { return (size_t)(type.bits / 8 * type.parts); }

/// Adds an element to `state`, of which some parts are of the kinds that `found` says.
static void note(const bool *found, uint64_t index, ck_nonfinite *state) {
    uint64_t *const counts[] = {&state->nan, &state->positive_infinity, &state->negative_infinity};
    uint64_t *const firsts[] = {&state->first_nan, &state->first_positive_infinity,
                                &state->first_negative_infinity};
    for (int k = 0; k < 3; k++) {
        if (!found[IS_NAN + k]) continue;
        *counts[k] += 1;
        if (*firsts[k] == UINT64_MAX) *firsts[k] = index;
    }
}

static ck_nonfinite reference(format type, const uint8_t *bytes, size_t count, uint64_t index) {
    ck_nonfinite state = nothing;
    for (size_t i = 0; i < count; i++, index++) {
        bool found[4] = {false, false, false, false};
        for (int part = 0; part < type.parts; part++, bytes += type.bits / 8) {
            uint64_t bits = 0;
            memcpy(&bits, bytes, (size_t)type.bits / 8);
            found[kind_of(type, bits)] = true;
        }
        note(found, index, &state);
    }
    return state;
}

static void expect(ck_nonfinite expected, implementation by, format type, const uint8_t *bytes,
                   size_t count) {
    ck_nonfinite found = nothing;
    ck_nonfinite_scan_with(by.which, type.element, bytes, count, 7, &found);
    CHECK(memcmp(&found, &expected, sizeof found) == 0,
          "%s, %zu elements: %llu NaN and not %llu, first %lld and not %lld", type.name, count,
          (unsigned long long)found.nan, (unsigned long long)expected.nan,
          (long long)found.first_nan, (long long)expected.first_nan);
}

static void compare(implementation by, format type, const uint8_t *bytes, size_t count) {
    expect(reference(type, bytes, count, 7), by, type, bytes, count);
}

/// The 16 bits with which a value begins, and what follows them.
static uint64_t value_of(format type, unsigned pattern, uint64_t rest) {
    if (type.bits == 8) return pattern & 0xFF;
    const int rest_bits = type.bits - 16;
    return (uint64_t)pattern << rest_bits | (rest_bits ? rest & ((1ull << rest_bits) - 1) : 0);
}

static void put(format type, uint8_t *bytes, size_t place, uint64_t bits) {
    memcpy(bytes + place * (size_t)(type.bits / 8), &bits, (size_t)type.bits / 8);
}

/// All patterns of 16 bits, each alone among 40 zeros, and all together.
void test_patterns(implementation by) {
    uint8_t *const all = malloc(65536 * 8);
    if (!all) abort();
    for (int f = 0; f < FORMAT_COUNT; f++) {
        const format type = formats[f];
        CHECK(ck_element_byte_count(type.element) == size_of(type), "%s", type.name);
        const uint64_t rests[] = {0, 1, UINT64_MAX};
        for (int r = 0; r < (type.bits > 16 ? 3 : 1); r++) {
            for (unsigned pattern = 0; pattern < (type.bits == 8 ? 256 : 65536); pattern++) {
                const uint64_t value = value_of(type, pattern, rests[r]);
                put(type, all, pattern, value);
                uint8_t some[40 * 16] = {0};
                put(type, some, pattern % (unsigned)(40 * type.parts), value);
                // Those that differ in the lower bits of a mantissa are alike.
                if (type.bits > 16 && pattern % 8 > 1) continue;
                compare(by, type, some, 40);
            }
            compare(by, type, all, (type.bits == 8 ? 256 : 65536) / (size_t)type.parts);
        }
    }
    free(all);
}

static uint64_t bad_value(format type, size_t turn) {
    if (!type.has_infinity) return type.nan;
    const uint64_t sign = (uint64_t)(turn & 1) << (type.bits - 1);
    const uint64_t infinity = (1ull << (type.bits - 1)) - (1ull << type.mantissa_bits);
    return infinity | sign | (turn % 3 == 0 ? 1 : 0);
}

/// Finite bytes: no exponent is all ones.
static void fill_finitely(format type, uint8_t *bytes, size_t byte_count, uint64_t seed) {
    fill_randomly(bytes, byte_count, seed);
    const size_t part = (size_t)type.bits / 8;
    // The bit of the exponent that lies in the last byte, and there is one that is always set, so
    // that no pattern is the negative zero that some types take for their NaN.
    for (size_t i = part - 1; i < byte_count; i += part) bytes[i] = (bytes[i] & 0xBF) | 1;
}

static void test_single(implementation by, format type) {
    const size_t size = size_of(type), part = (size_t)type.bits / 8;
    uint8_t *const end = guarded_end();
    uint8_t *const finite = malloc(300 * size), *const memory = malloc(300 * size + 16);
    if (!finite || !memory) abort();
    fill_finitely(type, finite, 300 * size, 9);
    for (size_t length = 0; length <= 300; length++) {
        uint8_t *const last = end - length * size;
        memcpy(last, finite, length * size);
        compare(by, type, last, length);
        for (size_t place = 0; place < length; place++) {
            const uint64_t bad = bad_value(type, place);
            const size_t offset = place * size + part * (place % (size_t)type.parts);
            memcpy(last + offset, &bad, part);
            ck_nonfinite expected = nothing;
            bool kinds[4] = {false, false, false, false};
            kinds[kind_of(type, bad)] = true;
            note(kinds, 7 + place, &expected);
            expect(expected, by, type, last, length);
            // Short ones at each alignment, of the others each at one.
            for (size_t start = 0; start < (length <= 40 ? 16 : 1); start++) {
                uint8_t *const bytes = memory + (length <= 40 ? start : (length + place) % 16);
                memcpy(bytes, last, length * size);
                expect(expected, by, type, bytes, length);
            }
            memcpy(last + offset, finite + offset, part);
        }
    }
    free(finite);
    free(memory);
}

/// Some bad values in several blocks, and random bytes.
static void test_random(implementation by, format type) {
    enum { BYTES = 20000 };
    uint8_t *const finite = malloc(BYTES), *const memory = malloc(BYTES + 16);
    if (!finite || !memory) abort();
    uint64_t seed = (uint64_t)type.element + 1;
    fill_finitely(type, finite, BYTES, seed);
    for (int turn = 0; turn < 300; turn++) {
        const size_t count = next_random(&seed) % (BYTES / size_of(type) + 1);
        uint8_t *const bytes = memory + next_random(&seed) % 16;
        memcpy(bytes, finite, count * size_of(type));
        for (int bad = 0; bad < turn % 5 && count > 0; bad++) {
            put(type, bytes, next_random(&seed) % (count * (size_t)type.parts),
                bad_value(type, next_random(&seed) >> 33));
        }
        if (turn % 10 == 0) fill_randomly(bytes, count * size_of(type), seed);
        compare(by, type, bytes, count);
        // In two pieces, which go on from one another.
        ck_nonfinite whole = nothing, pieces = nothing;
        const size_t split = count ? next_random(&seed) % count : 0;
        ck_nonfinite_scan_with(by.which, type.element, bytes, count, 0, &whole);
        ck_nonfinite_scan_with(by.which, type.element, bytes, split, 0, &pieces);
        ck_nonfinite_scan_with(by.which, type.element, bytes + split * size_of(type),
                               count - split, split, &pieces);
        CHECK(memcmp(&whole, &pieces, sizeof whole) == 0, "%s split at %zu", type.name, split);
    }
    free(finite);
    free(memory);
}

void test_places(implementation by) {
    ck_nonfinite state = nothing;
    ck_nonfinite_scan_with(by.which, CK_FLOAT32, NULL, 0, 0, &state);
    CHECK(memcmp(&state, &nothing, sizeof state) == 0, "nothing");
    for (int f = 0; f < FORMAT_COUNT; f++) {
        test_single(by, formats[f]);
        test_random(by, formats[f]);
    }
}
