/// The checksum of bytes and of records, composed of an implementation's functions for short and
/// long inputs.
///
/// The including file defines `CK_TARGET`, the attribute that lets a function use the
/// instructions, `ck_step8` (state, word) → state, and `ck_chain` (state, bytes, count) → state, for
/// short inputs.

#ifndef CK_CRC32C_RECORD_H
#define CK_CRC32C_RECORD_H

#include "crc32c.h"

/// A checksum as stored in a record, masked so that records within records do not degenerate.
CK_INLINE uint32_t ck_masked(uint32_t crc) { return (crc >> 15 | crc << 17) + 0xA282EAD8; }

/// Defines the kernel `NAME`, which leaves inputs of `LONG_FROM` bytes or more to `LONG`.
///
/// Short inputs are summed inline: a call would cost as much as they do.
#define CK_DEFINE_CHECKSUM(NAME, LONG_FROM, LONG)                                                 \
    CK_TARGET static uint32_t NAME##_checksum(uint32_t crc, const void *bytes, size_t count) {    \
        return ~(count < (LONG_FROM) ? ck_chain(~crc, bytes, count) : LONG(~crc, bytes, count));  \
    }                                                                                             \
                                                                                                  \
    CK_TARGET CK_INLINE ck_record NAME##_compared(uint32_t state, const uint8_t *payload,         \
                                                  uint64_t count) {                               \
        const bool is_valid = ck_masked(~state) == ck_load4(payload + count);                     \
        return (ck_record){count, is_valid ? CK_RECORD_VALID : CK_RECORD_INVALID_PAYLOAD};        \
    }                                                                                             \
                                                                                                  \
    CK_TARGET static __attribute__((noinline)) ck_record NAME##_long(const uint8_t *payload,      \
                                                           uint64_t count) {                      \
        return NAME##_compared(LONG(UINT32_MAX, payload, (size_t)count), payload, count);         \
    }                                                                                             \
                                                                                                  \
    CK_TARGET static ck_record NAME##_record(const void *record, size_t available) {              \
        const uint8_t *const bytes = record;                                                      \
        if (available < CK_RECORD_HEADER) return (ck_record){0, CK_RECORD_INCOMPLETE};            \
        const uint64_t count = ck_load8(bytes);                                                   \
        if (ck_masked(~ck_step8(UINT32_MAX, count)) != ck_load4(bytes + 8))                       \
            return (ck_record){0, CK_RECORD_INVALID_LENGTH};                                      \
        if (available < CK_RECORD_OVERHEAD || count > available - CK_RECORD_OVERHEAD)             \
            return (ck_record){count, CK_RECORD_INCOMPLETE};                                      \
        const uint8_t *const payload = bytes + CK_RECORD_HEADER;                                  \
        if (count >= (LONG_FROM)) return NAME##_long(payload, count);                             \
        return NAME##_compared(ck_chain(UINT32_MAX, payload, (size_t)count), payload, count);     \
    }                                                                                             \
                                                                                                  \
    const ck_crc32c_kernel NAME = {NAME##_checksum, NAME##_record};

/// The length and its checksum, and the same with the payload's checksum.
enum { CK_RECORD_HEADER = 12, CK_RECORD_OVERHEAD = 16 };

#endif
