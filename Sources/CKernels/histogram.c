// Counting numbers in buckets of equal width. Plain C: the bottleneck is memory and the counts, not
// arithmetic.

#include "CKernels.h"

/// Independent running values, which a compiler keeps in vector registers.
enum { LANES = 16 };

#define EXTREMES(NAME, TYPE)                                                                       \
    void NAME(const TYPE *values, size_t count, TYPE *smallest, TYPE *largest) {                   \
        TYPE low[LANES], high[LANES];                                                              \
        for (int lane = 0; lane < LANES; lane++) low[lane] = high[lane] = values[0];               \
        size_t i = 0;                                                                              \
        for (; i + LANES <= count; i += LANES)                                                     \
            for (int lane = 0; lane < LANES; lane++) {                                             \
                const TYPE value = values[i + lane];                                               \
                low[lane] = value < low[lane] ? value : low[lane];                                 \
                high[lane] = value > high[lane] ? value : high[lane];                              \
            }                                                                                      \
        for (; i < count; i++) {                                                                   \
            low[0] = values[i] < low[0] ? values[i] : low[0];                                      \
            high[0] = values[i] > high[0] ? values[i] : high[0];                                   \
        }                                                                                          \
        for (int lane = 1; lane < LANES; lane++) {                                                 \
            low[0] = low[lane] < low[0] ? low[lane] : low[0];                                      \
            high[0] = high[lane] > high[0] ? high[lane] : high[0];                                 \
        }                                                                                          \
        *smallest = low[0];                                                                        \
        *largest = high[0];                                                                        \
    }

EXTREMES(ck_extremes_f32, float)
EXTREMES(ck_extremes_f64, double)

/// The bucket of a number between the first and the last edge; for any other, a valid one.
static inline size_t bucket(double value, const double *edges, double last, double scale) {
    double position = (value - edges[0]) * scale;
    position = position > 0 ? position : 0;
    position = position < last ? position : last;
    const int64_t index = (int64_t)position;
    // Rounding may have led to a neighbor; the last bucket includes its right edge as well. A
    // number that another thread has changed since the edges were chosen may be outside of them
    // all; hence the limits at the end, which would cost a factor of four in each comparison.
    const int64_t below = value < edges[index], above = value >= edges[index + 1];
    const int64_t moved = index - below + above, limit = (int64_t)last;
    return (size_t)(moved < 0 ? 0 : moved > limit ? limit : moved);
}

#define HISTOGRAM(NAME, TYPE)                                                                      \
    void NAME(const TYPE *values, size_t count, const double *edges, size_t bucket_count,          \
              double scale, uint32_t *counts) {                                                    \
        const double last = (double)(bucket_count - 1);                                            \
        uint32_t *const second = counts + bucket_count, *const third = second + bucket_count,      \
                        *const fourth = third + bucket_count;                                      \
        size_t i = 0;                                                                              \
        for (; i + 4 <= count; i += 4) {                                                           \
            counts[bucket(values[i], edges, last, scale)]++;                                       \
            second[bucket(values[i + 1], edges, last, scale)]++;                                   \
            third[bucket(values[i + 2], edges, last, scale)]++;                                    \
            fourth[bucket(values[i + 3], edges, last, scale)]++;                                   \
        }                                                                                          \
        for (; i < count; i++) counts[bucket(values[i], edges, last, scale)]++;                    \
    }

HISTOGRAM(ck_histogram_f32, float)
HISTOGRAM(ck_histogram_f64, double)
