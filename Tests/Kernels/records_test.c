// The check of whole records, against the checksum and the format's description.

#include "check.h"

#include <stdlib.h>

static void put_checksum(uint8_t *to, const uint8_t *bytes, size_t count) {
    uint32_t crc = ck_crc32c_with(CK_PORTABLE, 0, bytes, count);
    crc = (crc >> 15 | crc << 17) + 0xA282EAD8;
    memcpy(to, &crc, sizeof crc);
}

/// Writes a record with this length field, and as many bytes of payload as there are.
static void put_record(uint8_t *record, uint64_t length, size_t payload_count) {
    memcpy(record, &length, sizeof length);
    put_checksum(record + 8, record, 8);
    put_checksum(record + 12 + payload_count, record + 12, payload_count);
}

static void expect(implementation by, const uint8_t *bytes, size_t available, ck_record_state state,
                   uint64_t length) {
    const ck_record found = ck_record_check_with(by.which, bytes, available);
    CHECK(found.state == state && found.payload_byte_count == length,
          "%d and not %d, %llu and not %llu, of %zu bytes", found.state, state,
          (unsigned long long)found.payload_byte_count, (unsigned long long)length, available);
}

void test_records(implementation by) {
    enum { MOST = 700 };
    uint8_t *const memory = malloc(MOST + 32);
    if (!memory) abort();
    fill_randomly(memory, MOST + 32, 1);
    for (size_t count = 0; count <= MOST; count++) {
        // At the end of memory, so that nothing behind the record can be read.
        const size_t whole = count + 16;
        uint8_t *const record = guarded_end() - whole;
        fill_randomly(record, whole, count);
        put_record(record, count, count);
        expect(by, record, whole, CK_RECORD_VALID, count);
        memcpy(memory + count % 16, record, whole);
        expect(by, memory + count % 16, whole + (count & 1), CK_RECORD_VALID, count);
        if (count > 40 && count % 60 != 0) continue;
        for (size_t there = 0; there < whole; there++) {
            memcpy(guarded_end() - there, memory + count % 16, there);
            expect(by, guarded_end() - there, there, CK_RECORD_INCOMPLETE, there < 12 ? 0 : count);
        }
        memcpy(record, memory + count % 16, whole);
        for (size_t bit = 0; bit < 8 * whole; bit++) {
            record[bit / 8] ^= (uint8_t)(1 << bit % 8);
            if (bit < 8 * 12) expect(by, record, whole, CK_RECORD_INVALID_LENGTH, 0);
            else expect(by, record, whole, CK_RECORD_INVALID_PAYLOAD, count);
            record[bit / 8] ^= (uint8_t)(1 << bit % 8);
        }
    }
    // Lengths that no memory holds, next to where sums overflow.
    const uint64_t lengths[] = {5, 1ull << 32, INT64_MAX, UINT64_MAX - 16, UINT64_MAX - 15,
                                UINT64_MAX - 11, UINT64_MAX};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        uint8_t *const record = guarded_end() - 20;
        put_record(record, lengths[i], 4);
        expect(by, record, 20, CK_RECORD_INCOMPLETE, lengths[i]);
    }
    expect(by, NULL, 0, CK_RECORD_INCOMPLETE, 0);
    put_record(memory, 9, 9);
    CHECK(ck_record_check(memory, 25).state == CK_RECORD_VALID, "the chosen implementation");
    free(memory);
}
