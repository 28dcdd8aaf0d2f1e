// The scan in plain C, value by value: for processors without a kernel of their own, and
// simple enough to be the reference for the others.

#include "nonfinite.h"

/// The value at `bytes`, sign-extended.
CK_INLINE int64_t load(int bits, const uint8_t *bytes) {
    int8_t value8;
    int16_t value16;
    int32_t value32;
    int64_t value64;
    switch (bits) {
    case 8: return memcpy(&value8, bytes, sizeof value8), value8;
    case 16: return memcpy(&value16, bytes, sizeof value16), value16;
    case 32: return memcpy(&value32, bytes, sizeof value32), value32;
    default: return memcpy(&value64, bytes, sizeof value64), value64;
    }
}

CK_INLINE int64_t magnitude(ck_format format, int64_t value) {
    return (value & format.mask) ^ format.flip;
}

CK_INLINE void add(ck_kind kind, uint64_t index, ck_nonfinite *state) {
    uint64_t *const first = ck_first_of(kind, state);
    if (*first == UINT64_MAX) *first = index;
    *ck_count_of(kind, state) += 1;
}

CK_INLINE void scan(ck_format format, const uint8_t *bytes, size_t count, uint64_t base_index,
                    ck_nonfinite *state) {
    for (size_t i = 0; i < count; i++) {
        bool found[CK_KIND_COUNT] = {false, false, false};
        for (int part = 0; part < format.parts; part++, bytes += format.bits / 8) {
            const int64_t value = load(format.bits, bytes);
            if (magnitude(format, value) <= ck_finite_max(format)) continue;
            const bool is_nan = magnitude(format, value) > format.nan_above;
            found[is_nan      ? CK_NAN
                  : value < 0 ? CK_NEGATIVE_INFINITY
                              : CK_POSITIVE_INFINITY] = true;
        }
        for (ck_kind kind = CK_NAN; kind <= CK_NEGATIVE_INFINITY; kind++) {
            if (found[kind]) add(kind, base_index + i, state);
        }
    }
}

CK_DECLARE_SCAN(ck_nonfinite_scan_portable) {
    CK_FOR_FORMAT(element, scan, elements, count, base_index, state)
}
