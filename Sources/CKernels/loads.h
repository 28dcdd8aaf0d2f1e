/// Loads from any address, as one instruction each.

#ifndef CK_LOADS_H
#define CK_LOADS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if !defined(__BYTE_ORDER__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "CKernels reads little-endian data with plain loads; a big-endian host needs byte swaps."
#endif

#define CK_INLINE static inline __attribute__((always_inline))

CK_INLINE uint64_t ck_load8(const void *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

CK_INLINE uint32_t ck_load4(const void *bytes) {
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

CK_INLINE uint16_t ck_load2(const void *bytes) {
    uint16_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/// At most 8 bytes, with zeros after them.
CK_INLINE uint64_t ck_load_up_to_8(const uint8_t *bytes, size_t count) {
    // Both ends, which agree where they overlap.
    if (count >= 4) {
        return ck_load4(bytes) | (uint64_t)ck_load4(bytes + count - 4) << 8 * (count - 4);
    }
    if (count >= 2) {
        return ck_load2(bytes) | (uint64_t)ck_load2(bytes + count - 2) << 8 * (count - 2);
    }
    return count == 1 ? *bytes : 0;
}

#endif
