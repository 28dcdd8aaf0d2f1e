/// The scan by vectors, written once for all instruction sets in the compilers' vector extension
/// (gcc's manual, "Using Vector Instructions through Built-in Functions"; clang has it too).
///
/// The including file defines:
/// - `CK_TARGET`, the attribute that lets a function use the instructions;
/// - `CK_VECTOR_BYTES`, the width of its registers: 16, 32 or 64;
/// - `ck_is_zero` (vector) → whether no bit is set;
/// - `ck_load_part`, `ck_copy_part` or faster equivalents.
///
/// Most tensors are finite throughout. So only the greatest magnitude of a block is computed first,
/// which costs two instructions for each register; the kinds are counted if it is too great.

#include "nonfinite.h"

#define CK_BODY CK_INLINE CK_TARGET

/// A register's bits. The others are the same bits as lanes, for arithmetic and comparisons, which
/// give 0 or −1 in each lane.
typedef uint64_t ck_vector __attribute__((vector_size(CK_VECTOR_BYTES)));
typedef int8_t ck_lanes8 __attribute__((vector_size(CK_VECTOR_BYTES)));
typedef int16_t ck_lanes16 __attribute__((vector_size(CK_VECTOR_BYTES)));
typedef int32_t ck_lanes32 __attribute__((vector_size(CK_VECTOR_BYTES)));
typedef int64_t ck_lanes64 __attribute__((vector_size(CK_VECTOR_BYTES)));

/// `a operation b`, lane by lane.
#define CK_LANEWISE(bits, a, operation, b)                                                        \
    ((bits) == 8        ? (ck_vector)((ck_lanes8)(a)operation(ck_lanes8)(b))                      \
         : (bits) == 16 ? (ck_vector)((ck_lanes16)(a)operation(ck_lanes16)(b))                    \
         : (bits) == 32 ? (ck_vector)((ck_lanes32)(a)operation(ck_lanes32)(b))                    \
                        : (ck_vector)((ck_lanes64)(a)operation(ck_lanes64)(b)))

/// `value` in each lane.
CK_BODY ck_vector ck_splat(int bits, int64_t value) {
    const uint64_t lane = UINT64_MAX >> (64 - bits);
    return (ck_vector){0} + ((uint64_t)value & lane) * (UINT64_MAX / lane);
}

CK_BODY ck_vector ck_load(const uint8_t *bytes) {
    ck_vector vector;
    memcpy(&vector, bytes, sizeof vector);
    return vector;
}

/// `count` bytes, fewer than a register holds, and zeros after them.
CK_BODY ck_vector ck_copy_part(const uint8_t *bytes, size_t count) {
    // A tensor of one element is as frequent as any, and a register loaded right after its parts
    // were stored has to wait for the stores.
    if (count <= 8) return (ck_vector){ck_load_up_to_8(bytes, count)};
    if (count <= 16) return (ck_vector){ck_load8(bytes), ck_load_up_to_8(bytes + 8, count - 8)};
    ck_vector part = {0};
    memcpy(&part, bytes, count);
    return part;
}

/// The register at `offset` of `byte_count` bytes, which may end within it. The zeros after the end
/// are finite in every format.
CK_BODY ck_vector ck_load_within(const uint8_t *bytes, size_t offset, size_t byte_count) {
    const size_t left = byte_count - offset;
    return left >= CK_VECTOR_BYTES ? ck_load(bytes + offset) : ck_load_part(bytes + offset, left);
}

// --- Is it all finite? ---

/// A double is above the greatest finite one if its upper half is above that one's upper half:
/// lanes of 32 bits do, which every instruction set has a maximum for.
CK_BODY int ck_test_bits(ck_format format) { return format.bits == 64 ? 32 : format.bits; }

CK_BODY ck_vector ck_test_magnitudes(ck_format format, ck_vector values) {
    const int64_t mask = format.bits == 64 ? format.mask & ~(int64_t)UINT32_MAX : format.mask;
    return (values & ck_splat(format.bits, mask)) ^ ck_splat(format.bits, format.flip);
}

/// The greater of both in each lane; compiles to one instruction.
CK_BODY ck_vector ck_max(ck_format format, ck_vector a, ck_vector b) {
    const ck_vector a_is_greater = CK_LANEWISE(ck_test_bits(format), a, >, b);
    return (a & a_is_greater) | (b & ~a_is_greater);
}

CK_BODY bool ck_is_finite(ck_format format, ck_vector greatest) {
    const int64_t limit = ck_finite_max(format) >> (format.bits - ck_test_bits(format));
    const int bits = ck_test_bits(format);
    return ck_is_zero(CK_LANEWISE(bits, greatest, >, ck_splat(bits, limit)));
}

/// Few enough registers that a lane of 8 bits can count them all.
enum { CK_BLOCK_VECTORS = 64, CK_BLOCK_BYTES = CK_BLOCK_VECTORS * CK_VECTOR_BYTES };

CK_BODY bool ck_block_is_finite(ck_format format, const uint8_t *block) {
    // Four maxima, so that one need not wait for the other.
    ck_vector greatest[4] = {{0}, {0}, {0}, {0}};
    for (int i = 0; i < CK_BLOCK_VECTORS; i += 4) {
        for (int j = 0; j < 4; j++) {
            const ck_vector values = ck_load(block + (i + j) * CK_VECTOR_BYTES);
            greatest[j] = ck_max(format, greatest[j], ck_test_magnitudes(format, values));
        }
    }
    const ck_vector a = ck_max(format, greatest[0], greatest[1]);
    const ck_vector b = ck_max(format, greatest[2], greatest[3]);
    return ck_is_finite(format, ck_max(format, a, b));
}

CK_BODY bool ck_part_is_finite(ck_format format, const uint8_t *bytes, size_t byte_count) {
    ck_vector greatest = {0};
    for (size_t offset = 0; offset < byte_count; offset += CK_VECTOR_BYTES) {
        const ck_vector values = ck_load_within(bytes, offset, byte_count);
        greatest = ck_max(format, greatest, ck_test_magnitudes(format, values));
    }
    return ck_is_finite(format, greatest);
}

// --- Which kinds are there? ---

/// −1 in the lanes of `values` that are of `kind`; for a complex type, in both parts of an element
/// of which one is.
CK_BODY ck_vector ck_matches(ck_format format, ck_kind kind, ck_vector values) {
    const int bits = format.bits;
    ck_vector found;
    if (kind == CK_NAN) {
        const ck_vector magnitudes = (values & ck_splat(bits, format.mask))
            ^ ck_splat(bits, format.flip);
        found = CK_LANEWISE(bits, magnitudes, >, ck_splat(bits, format.nan_above));
    } else {
        const int64_t sign = kind == CK_NEGATIVE_INFINITY ? INT64_MIN >> (64 - bits) : 0;
        if (format.infinity == 0) return (ck_vector){0};
        found = CK_LANEWISE(bits, values, ==, ck_splat(bits, format.infinity | sign));
    }
    if (format.parts == 1) return found;
    if (bits == 32) return found | found << 32 | found >> 32;
    ck_vector swapped = found;
    for (int i = 0; i < CK_VECTOR_BYTES / 8; i++) swapped[i] = found[i ^ 1];
    return found | swapped;
}

/// The sum of all lanes of `counts`, as neighbours are added to lanes of twice the width.
CK_BODY uint64_t ck_sum(int bits, ck_vector counts) {
    for (int width = bits; width < 64; width *= 2) {
        const ck_vector low = ck_splat(2 * width, INT64_MAX >> (63 - width));
        counts = (counts & low) + (counts >> width & low);
    }
    uint64_t sum = 0;
    for (int i = 0; i < CK_VECTOR_BYTES / 8; i++) sum += counts[i];
    return sum;
}

/// The offset of the first byte of the first value of `kind`, which must be there.
CK_BODY size_t ck_find(ck_format format, ck_kind kind, const uint8_t *bytes, size_t byte_count) {
    size_t offset = 0;
    for (;; offset += CK_VECTOR_BYTES) {
        const ck_vector values = ck_load_within(bytes, offset, byte_count);
        const ck_vector found = ck_matches(format, kind, values);
        if (ck_is_zero(found)) continue;
        for (size_t i = 0;; i++) {
            if (((ck_lanes8)found)[i]) return offset + i;
        }
    }
}

/// Adds at most `CK_BLOCK_BYTES` bytes, of which the first is of the element `index`, to `state`.
CK_BODY void ck_count(ck_format format, const uint8_t *bytes, size_t byte_count, uint64_t index,
                      ck_nonfinite *state) {
    ck_vector counts[CK_KIND_COUNT] = {{0}, {0}, {0}};
    for (size_t offset = 0; offset < byte_count; offset += CK_VECTOR_BYTES) {
        const ck_vector values = ck_load_within(bytes, offset, byte_count);
        for (int kind = 0; kind < CK_KIND_COUNT; kind++) {
            const ck_vector found = ck_matches(format, (ck_kind)kind, values);
            counts[kind] = CK_LANEWISE(format.bits, counts[kind], -, found);
        }
    }
    const size_t element_bytes = (size_t)(format.bits / 8 * format.parts);
    for (int i = 0; i < CK_KIND_COUNT; i++) {
        const ck_kind kind = (ck_kind)i;
        const uint64_t count = ck_sum(format.bits, counts[kind]) / (uint64_t)format.parts;
        if (count == 0) continue;
        *ck_count_of(kind, state) += count;
        uint64_t *const first = ck_first_of(kind, state);
        if (*first != UINT64_MAX) continue;
        *first = index + ck_find(format, kind, bytes, byte_count) / element_bytes;
    }
}

CK_BODY void ck_scan(ck_format format, const uint8_t *bytes, size_t count, uint64_t index,
                     ck_nonfinite *state) {
    const size_t element_bytes = (size_t)(format.bits / 8 * format.parts);
    for (size_t left = count * element_bytes; left > 0;) {
        const size_t size = left < CK_BLOCK_BYTES ? left : CK_BLOCK_BYTES;
        const bool finite = size == CK_BLOCK_BYTES ? ck_block_is_finite(format, bytes)
                                                   : ck_part_is_finite(format, bytes, size);
        if (!finite) ck_count(format, bytes, size, index, state);
        bytes += size;
        left -= size;
        index += size / element_bytes;
    }
}

#define CK_DEFINE_SCAN(name)                                                                      \
    CK_TARGET CK_DECLARE_SCAN(name) {                                                             \
        CK_FOR_FORMAT(element, ck_scan, elements, count, base_index, state)                       \
    }
