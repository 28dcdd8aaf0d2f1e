// The function of digest_vectors.h for one element type; it is included once for each.

#define CK_PASTE(a, b) a##_##b
#define CK_NAMED(a, b) CK_PASTE(a, b)
#define ck_values CK_NAMED(ck_values, CK_SUFFIX)
#define ck_signed CK_NAMED(ck_signed, CK_SUFFIX)
#define ck_unsigned CK_NAMED(ck_unsigned, CK_SUFFIX)

typedef CK_VALUE ck_values __attribute__((vector_size(64)));
typedef CK_SIGNED ck_signed __attribute__((vector_size(64)));
typedef CK_UNSIGNED ck_unsigned __attribute__((vector_size(64)));

CK_TARGET static void CK_NAMED(ck_block, CK_SUFFIX)(const void *elements, size_t count,
                                                    double shift, ck_digest_block *block) {
    enum {
        WIDTH = 64 / sizeof(CK_VALUE),
        VECTORS = CK_DIGEST_LANES / WIDTH,
        // The bytes of 8 elements, which become 8 doubles.
        EIGHTH = 8 * sizeof(CK_VALUE),
    };
    const uint8_t *bytes = elements;
    const ck_signed magnitude_mask = (ck_signed){0} + (CK_SIGNED)((CK_UNSIGNED)-1 >> 1);
    const ck_doubles shifts = (ck_doubles){0} + shift;
    ck_values low[VECTORS], high[VECTORS];
    ck_unsigned smallest[VECTORS];
    ck_signed greatest[VECTORS], zeros[VECTORS], negatives[VECTORS], ones[VECTORS];
    ck_doubles sums[2] = {{0}, {0}}, squares[2] = {{0}, {0}};
    for (int v = 0; v < VECTORS; v++) {
        memcpy(&low[v], bytes + 64 * v, 64);
        high[v] = low[v];
        smallest[v] = ~(ck_unsigned){0};
        greatest[v] = zeros[v] = negatives[v] = ones[v] = (ck_signed){0};
    }
    for (size_t i = 0; i < count; i += CK_DIGEST_LANES) {
        for (int v = 0; v < VECTORS; v++) {
            ck_values values;
            memcpy(&values, bytes + 64 * v, sizeof values);
            const ck_signed magnitudes = (ck_signed)values & magnitude_mask;
            const ck_signed is_lower = values < low[v], is_higher = values > high[v];
            low[v] = (ck_values)(((ck_signed)values & is_lower) | ((ck_signed)low[v] & ~is_lower));
            high[v] =
                (ck_values)(((ck_signed)values & is_higher) | ((ck_signed)high[v] & ~is_higher));
            const ck_signed is_greater = magnitudes > greatest[v];
            greatest[v] = (magnitudes & is_greater) | (greatest[v] & ~is_greater);
            // Zero becomes the greatest of all, and the order of the others is unchanged.
            const ck_unsigned reduced = (ck_unsigned)magnitudes - 1;
            const ck_unsigned is_smaller = (ck_unsigned)(reduced < smallest[v]);
            smallest[v] = (reduced & is_smaller) | (smallest[v] & ~is_smaller);
            // A true comparison gives −1.
            zeros[v] -= magnitudes == 0;
            negatives[v] -= values < 0;
            ones[v] -= magnitudes == CK_ONE;
        }
        for (int half = 0; half < 2; half++) {
            ck_doubles differences;
            ck_widen(bytes + EIGHTH * half, &differences);
            differences -= shifts;
            sums[half] += differences;
            squares[half] += differences * differences;
        }
        bytes += CK_DIGEST_LANES * sizeof(CK_VALUE);
    }
    *block = (ck_digest_block){
        .is_finite = true, .min = INFINITY, .max = -INFINITY, .smallest_magnitude = INFINITY};
    for (int v = 0; v < VECTORS; v++) {
        for (int i = 0; i < WIDTH; i++) {
            block->is_finite = block->is_finite && greatest[v][i] < CK_INFINITE;
            block->zeros += (uint64_t)zeros[v][i];
            block->negatives += (uint64_t)negatives[v][i];
            block->ones += (uint64_t)ones[v][i];
            if (low[v][i] < block->min) block->min = low[v][i];
            if (high[v][i] > block->max) block->max = high[v][i];
            const CK_UNSIGNED bits = smallest[v][i] + 1;
            CK_VALUE magnitude;
            memcpy(&magnitude, &bits, sizeof magnitude);
            if (bits != 0 && magnitude < block->smallest_magnitude)
                block->smallest_magnitude = magnitude;
        }
    }
    for (int half = 0; half < 2; half++) {
        for (int i = 0; i < 8; i++) {
            block->sums[8 * half + i] = sums[half][i];
            block->squares[8 * half + i] = squares[half][i];
        }
    }
}

#undef CK_PASTE
#undef CK_NAMED
#undef ck_values
#undef ck_signed
#undef ck_unsigned
#undef CK_SUFFIX
#undef CK_VALUE
#undef CK_SIGNED
#undef CK_UNSIGNED
#undef CK_INFINITE
#undef CK_ONE
#undef ck_widen
