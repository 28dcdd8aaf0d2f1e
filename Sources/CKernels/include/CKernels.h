/// The two inner loops of reading event files: CRC-32C, and the search for non-finite values. Each
/// exists once per instruction set; the plain names choose the fastest at run time.
///
/// All functions are pure except for the state passed to them, and may be called from any thread.

#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#if !defined(__clang__) && !defined(_Nullable)
#define _Nullable
#define _Nonnull
#endif

#ifdef __cplusplus
extern "C" {
#endif

/// An instruction set that a kernel is written for.
typedef enum ck_implementation {
    /// Plain C; available everywhere.
    CK_PORTABLE = 0,
    /// x86-64 with SSE4.2 (and PCLMULQDQ for the checksum).
    CK_SSE42,
    /// x86-64 with AVX2; it has no checksum of its own.
    CK_AVX2,
    /// x86-64 with AVX-512 F, BW, DQ, VL (and VPCLMULQDQ for the checksum).
    CK_AVX512,
    /// arm64 with NEON (and the CRC and PMULL extensions for the checksum).
    CK_ARM64
} ck_implementation;

/// The CRC-32C of `count` bytes, continuing from `crc`, the finished CRC of the bytes before (0 at
/// the start).
///
/// CRC-32C is Castagnoli's polynomial, reflected 0x82F63B78, with 0xFFFFFFFF as initial value and
/// final xor; the checksum of RFC 3720 and of TFRecord. `bytes` may be null when `count` is 0.
uint32_t ck_crc32c(uint32_t crc, const void *_Nullable bytes, size_t count);

/// The CRC-32C of A followed by B, from the CRC of each and B's length in bytes.
uint32_t ck_crc32c_combine(uint32_t crc_a, uint32_t crc_b, uint64_t count_b);

/// Whether this machine can run the checksum for `which`.
int ck_crc32c_is_available(ck_implementation which);

/// `ck_crc32c` with the given implementation, or the portable one if that is not available.
uint32_t ck_crc32c_with(ck_implementation which, uint32_t crc, const void *_Nullable bytes,
                        size_t count);

/// The state of the record at the front of some bytes. A record has 8 bytes of length, 4 of the
/// length's checksum, the payload, and 4 of the payload's checksum, all little-endian and the
/// checksums masked.
typedef enum ck_record_state {
    CK_RECORD_VALID = 0,
    /// The record does not end within the bytes; the checksum of its length matches, if present.
    CK_RECORD_INCOMPLETE,
    /// The checksum of the length does not match.
    CK_RECORD_INVALID_LENGTH,
    /// The length's checksum matches; that of the payload, which is complete, does not.
    CK_RECORD_INVALID_PAYLOAD
} ck_record_state;

/// A record's state, and its length if the length's checksum matches, whatever it is; otherwise 0.
/// Two registers, so that finding the next record does not involve memory.
typedef struct ck_record {
    uint64_t payload_byte_count;
    ck_record_state state;
} ck_record;

/// Checks both checksums of the record at the front of `available` bytes in one call: for records
/// as short as a scalar's event, calls cost as much as the checksums.
///
/// `bytes` may be null when `available` is 0.
ck_record ck_record_check(const void *_Nullable bytes, size_t available);

/// `ck_record_check` with the given implementation, or the portable one if that is not available.
ck_record ck_record_check_with(ck_implementation which, const void *_Nullable bytes,
                               size_t available);

/// The element types that can hold a NaN, as in TensorFlow's types.proto.
typedef enum ck_element {
    CK_FLOAT32 = 0,
    CK_FLOAT64,
    CK_FLOAT16,
    CK_BFLOAT16,
    /// Two floats, real and imaginary part.
    CK_COMPLEX64,
    /// Two doubles, real and imaginary part.
    CK_COMPLEX128,
    CK_FLOAT8_E5M2,
    /// No infinities; NaN is 7F and FF.
    CK_FLOAT8_E4M3FN,
    /// The FNUZ types have no infinities and no negative zero; 80 is their only NaN.
    CK_FLOAT8_E4M3FNUZ,
    CK_FLOAT8_E4M3B11FNUZ,
    CK_FLOAT8_E5M2FNUZ
} ck_element;

/// The size of one element in bytes, or 0 for a value that is not a `ck_element`.
size_t ck_element_byte_count(ck_element element);

/// The number of elements of each kind so far, and the index of the first of each, `UINT64_MAX` for
/// none. Start with zero counts and `UINT64_MAX` for the three firsts.
typedef struct ck_nonfinite {
    uint64_t nan, positive_infinity, negative_infinity;
    uint64_t first_nan, first_positive_infinity, first_negative_infinity;
} ck_nonfinite;

/// Adds `count` little-endian elements at `elements`, of any alignment, to `state`.
///
/// `base_index` is the index of the first of them; the pieces of a tensor must be passed in order,
/// since a `first_…` that is set is never changed. A complex element counts once for each kind
/// among its parts. `elements` may be null when `count` is 0.
void ck_nonfinite_scan(ck_element element, const void *_Nullable elements, size_t count,
                       uint64_t base_index, ck_nonfinite *_Nonnull state);

/// Whether this machine can run the scan for `which`.
int ck_nonfinite_is_available(ck_implementation which);

/// `ck_nonfinite_scan` with the given implementation, or the portable one if that is not available.
void ck_nonfinite_scan_with(ck_implementation which, ck_element element,
                            const void *_Nullable elements, size_t count, uint64_t base_index,
                            ck_nonfinite *_Nonnull state);

/// Numbers about the elements so far. Start with zeros and with `UINT64_MAX` for the three firsts.
typedef struct ck_digest {
    ck_nonfinite nonfinite;
    /// The number of finite elements; the following fields are about these.
    uint64_t finite;
    uint64_t zeros, negatives;
    /// The number of elements whose magnitude is exactly 1.
    uint64_t ones;
    double min, max;
    /// The smallest nonzero magnitude; 0 if there is none.
    double smallest_magnitude;
    double mean;
    /// The sum of the squared differences from the mean; if squares overflow or underflow, this and
    /// the mean are unusable.
    double squares;
} ck_digest;

/// Adds `count` little-endian floats at `elements`, of any alignment, to `state`.
///
/// `base_index` is the index of the first of them; the pieces of a tensor must be passed in order.
/// Every implementation adds in the same order, so that all give the same bits.
void ck_digest_f32(const void *_Nullable elements, size_t count, uint64_t base_index,
                   ck_digest *_Nonnull state);

/// The same for doubles.
void ck_digest_f64(const void *_Nullable elements, size_t count, uint64_t base_index,
                   ck_digest *_Nonnull state);

/// Whether this machine can run the digest for `which`.
int ck_digest_is_available(ck_implementation which);

/// `ck_digest_f32`, or `ck_digest_f64` for `CK_FLOAT64`, with the given implementation, or the
/// portable one if that is not available.
void ck_digest_with(ck_implementation which, ck_element element, const void *_Nullable elements,
                    size_t count, uint64_t base_index, ck_digest *_Nonnull state);

/// Converts `count` little-endian IEEE halves at `elements`, of any alignment, to floats.
void ck_widen_f16(const void *_Nullable elements, size_t count, float *_Nonnull values);

/// The same for bfloat16.
void ck_widen_bf16(const void *_Nullable elements, size_t count, float *_Nonnull values);

/// The smallest and the largest of at least one float, all of them finite.
void ck_extremes_f32(const float *_Nonnull values, size_t count, float *_Nonnull smallest,
                     float *_Nonnull largest);

/// The smallest and the largest of at least one double, all of them finite.
void ck_extremes_f64(const double *_Nonnull values, size_t count, double *_Nonnull smallest,
                     double *_Nonnull largest);

/// Counts floats in buckets. Those not between the first and the last edge are counted in some
/// bucket.
///
/// There is one more of `edges` than `bucket_count`; they ascend, evenly spaced by the finite
/// `1 / scale` except for rounding. A bucket includes its left edge, the last one its right edge,
/// too. `counts` are four arrays of `bucket_count`, whose sums are the counts; fewer than 2^32
/// values are counted.
void ck_histogram_f32(const float *_Nullable values, size_t count, const double *_Nonnull edges,
                      size_t bucket_count, double scale, uint32_t *_Nonnull counts);

/// The same for doubles.
void ck_histogram_f64(const double *_Nullable values, size_t count, const double *_Nonnull edges,
                      size_t bucket_count, double scale, uint32_t *_Nonnull counts);

#ifdef __cplusplus
}
#endif

#endif
