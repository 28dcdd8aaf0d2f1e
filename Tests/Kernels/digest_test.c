// The digest, the widening of small floats and the histogram's counts.

#include "check.h"

#include <math.h>
#include <stdlib.h>

static const ck_digest nothing = {
    .nonfinite = {0, 0, 0, UINT64_MAX, UINT64_MAX, UINT64_MAX}};

static double element_at(bool is_double, const uint8_t *bytes, size_t index) {
    double wide;
    float narrow;
    if (is_double) return memcpy(&wide, bytes + 8 * index, 8), wide;
    return memcpy(&narrow, bytes + 4 * index, 4), narrow;
}

/// All that is exact has to be exact; sums may differ by what rounding allows.
static void check_numbers(bool is_double, const uint8_t *bytes, size_t count,
                          const ck_digest *found, const char *name) {
    uint64_t finite = 0, zeros = 0, negatives = 0, ones = 0, nan = 0, infinite = 0;
    double min = INFINITY, max = -INFINITY, smallest = INFINITY, magnitudes = 0;
    long double sum = 0, squares = 0;
    for (size_t i = 0; i < count; i++) {
        const double value = element_at(is_double, bytes, i);
        nan += isnan(value);
        infinite += isinf(value) != 0;
        if (!isfinite(value)) continue;
        finite++;
        zeros += value == 0;
        negatives += value < 0;
        ones += fabs(value) == 1;
        if (value < min) min = value;
        if (value > max) max = value;
        if (value != 0 && fabs(value) < smallest) smallest = fabs(value);
        sum += value;
        magnitudes += fabs(value);
    }
    const uint64_t found_infinite =
        found->nonfinite.positive_infinity + found->nonfinite.negative_infinity;
    CHECK(found->nonfinite.nan == nan && found_infinite == infinite, "%s, %zu", name, count);
    CHECK(found->finite == finite && found->zeros == zeros, "%s, %zu", name, count);
    CHECK(found->negatives == negatives && found->ones == ones, "%s, %zu", name, count);
    if (finite == 0) return;
    CHECK(found->min == min && found->max == max, "%s, %zu", name, count);
    CHECK(found->smallest_magnitude == (isfinite(smallest) ? smallest : 0), "%s, %zu", name, count);
    if (max > 1e140 || min < -1e140) return;
    const long double mean = sum / (long double)finite;
    for (size_t i = 0; i < count; i++) {
        const double value = element_at(is_double, bytes, i);
        if (isfinite(value)) squares += (value - mean) * (value - mean);
    }
    const double error = 1e-13 * magnitudes / (double)finite;
    CHECK(fabs((double)(found->mean - mean)) <= error, "%s, %zu: mean", name, count);
    CHECK(fabs((double)(found->squares - squares)) <= 1e-11 * (double)squares + error * error,
          "%s, %zu: squares %g and not %g", name, count, found->squares, (double)squares);
}

/// Random numbers with zeros, ones, subnormal and equal ones among them, and now and then one that
/// is not finite.
static void fill(bool is_double, uint8_t *bytes, size_t count, int turn, uint64_t *seed) {
    const float special[] = {0, -0.0f, 1, -1, 1e-40f, -1e-40f, 3e38f, INFINITY, -INFINITY, NAN};
    for (size_t i = 0; i < count; i++) {
        const uint64_t random = next_random(seed);
        double value = (double)(int64_t)(random >> 20) * 0x1p-40 - 5;
        if (random % 7 == 0) value = special[(random >> 8) % (turn % 3 == 0 ? 10 : 6)];
        if (turn % 5 == 0) value = 0.1;
        const float narrow = (float)value;
        memcpy(bytes + i * (is_double ? 8 : 4), is_double ? (void *)&value : (void *)&narrow,
               is_double ? 8 : 4);
    }
}

void test_digests(implementation by) {
    enum { MOST = 12000 };
    uint8_t *const memory = malloc(8 * MOST + 16);
    if (!memory) abort();
    uint64_t seed = 5;
    for (int turn = 0; turn < 700; turn++) {
        const bool is_double = turn & 1;
        const ck_element element = is_double ? CK_FLOAT64 : CK_FLOAT32;
        const size_t size = is_double ? 8 : 4;
        const size_t count = turn < 300 ? (size_t)turn / 2 : next_random(&seed) % MOST;
        // At the end of memory, as far as it fits there, and at any alignment.
        const bool is_last = turn % 4 < 2 && count * size <= GUARDED_COUNT;
        uint8_t *const bytes = is_last ? guarded_end() - count * size : memory + turn % 16;
        fill(is_double, bytes, count, turn, &seed);
        ck_digest found = nothing, expected = nothing;
        ck_digest_with(by.which, element, bytes, count, 3, &found);
        ck_digest_with(CK_PORTABLE, element, bytes, count, 3, &expected);
        CHECK(memcmp(&found, &expected, sizeof found) == 0,
              "%zu of %zu bytes: not portable's bits", count, size);
        check_numbers(is_double, bytes, count, &found, by.name);
    }
    free(memory);
}

/// What 16 bits stand for, by arithmetic.
static float small_float(unsigned bits, int mantissa_bits) {
    const int bias = (1 << (14 - mantissa_bits)) - 1;
    const int exponent = (int)(bits & 0x7FFF) >> mantissa_bits;
    const int mantissa = (int)(bits & ((1u << mantissa_bits) - 1)), one = 1 << mantissa_bits;
    const float sign = bits & 0x8000 ? -1.0f : 1.0f;
    if (exponent == 2 * bias + 1) return mantissa ? NAN : sign * INFINITY;
    const int units = exponent ? one + mantissa : mantissa;
    return sign * ldexpf((float)units, (exponent ? exponent : 1) - bias - mantissa_bits);
}

void test_widening(void) {
    static uint16_t patterns[65536 + 1];
    static float values[65536];
    for (int is_half = 0; is_half < 2; is_half++) {
        for (int start = 0; start < 2; start++) {
            uint8_t *const bytes = (uint8_t *)patterns + start;
            for (unsigned i = 0; i < 65536; i++) memcpy(bytes + 2 * i, &(uint16_t){(uint16_t)i}, 2);
            (is_half ? ck_widen_f16 : ck_widen_bf16)(bytes, 65536, values);
            for (unsigned i = 0; i < 65536; i++) {
                const float expected = small_float(i, is_half ? 10 : 7);
                const bool is_right = isnan(expected)
                    ? isnan(values[i]) != 0
                    : memcmp(&values[i], &expected, sizeof expected) == 0;
                CHECK(is_right, "%04x is %g and not %g", i, values[i], expected);
            }
        }
    }
}

void test_histograms(void) {
    enum { BUCKETS = 30, VALUES = 5003 };
    double edges[BUCKETS + 1];
    for (int i = 0; i <= BUCKETS; i++) edges[i] = -3 + 6.0 * i / BUCKETS;
    float floats[VALUES];
    double doubles[VALUES];
    uint32_t expected[BUCKETS] = {0}, of_floats[4 * BUCKETS] = {0}, of_doubles[4 * BUCKETS] = {0};
    uint64_t seed = 17;
    for (int i = 0; i < VALUES; i++) {
        // Many lie on an edge.
        floats[i] = (float)((int)(next_random(&seed) % 601) - 300) / 100;
        doubles[i] = floats[i];
        int bucket = 0;
        while (bucket < BUCKETS - 1 && doubles[i] >= edges[bucket + 1]) bucket++;
        expected[bucket]++;
    }
    ck_histogram_f32(floats, VALUES, edges, BUCKETS, BUCKETS / 6.0, of_floats);
    ck_histogram_f64(doubles, VALUES, edges, BUCKETS, BUCKETS / 6.0, of_doubles);
    for (int b = 0; b < BUCKETS; b++) {
        uint32_t counts[2] = {0, 0};
        for (int part = 0; part < 4; part++) {
            counts[0] += of_floats[part * BUCKETS + b];
            counts[1] += of_doubles[part * BUCKETS + b];
        }
        CHECK(counts[0] == expected[b] && counts[1] == expected[b], "bucket %d", b);
    }
    for (size_t count = 1; count < 70; count++) {
        float low, high, lowest = floats[0], highest = floats[0];
        double wide_low, wide_high;
        ck_extremes_f32(floats, count, &low, &high);
        ck_extremes_f64(doubles, count, &wide_low, &wide_high);
        for (size_t i = 0; i < count; i++) {
            lowest = fminf(lowest, floats[i]);
            highest = fmaxf(highest, floats[i]);
        }
        CHECK(low == lowest && high == highest, "%zu floats", count);
        CHECK(wide_low == lowest && wide_high == highest, "%zu doubles", count);
    }
}
