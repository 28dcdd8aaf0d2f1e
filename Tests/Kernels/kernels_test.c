// Checks every kernel that this machine can run against references of the plainest kind. For
// processors that Swift's tests do not run on; `run.sh` builds it for them.

#include "check.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int failure_count = 0;

uint8_t *guarded_end(void) {
    static uint8_t *end = NULL;
    if (end) return end;
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    uint8_t *const memory = mmap(NULL, GUARDED_COUNT + page, PROT_READ | PROT_WRITE,
                                 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED || mprotect(memory + GUARDED_COUNT, page, PROT_NONE) != 0) abort();
    end = memory + GUARDED_COUNT;
    return end;
}

static void run(const char *what, int (*is_available)(ck_implementation),
                void (*test)(implementation)) {
    for (int i = 0; i < IMPLEMENTATION_COUNT; i++) {
        if (!is_available(implementations[i].which)) continue;
        const int before = failure_count;
        test(implementations[i]);
        printf("%s %s, %s\n", failure_count == before ? "passed" : "FAILED", what,
               implementations[i].name);
    }
}

static void run_once(const char *what, void (*test)(void)) {
    const int before = failure_count;
    test();
    printf("%s %s\n", failure_count == before ? "passed" : "FAILED", what);
}

/// Each argument names an implementation that has to be there, so that nothing passes unseen.
static void require(const char *name) {
    for (int i = 0; i < IMPLEMENTATION_COUNT; i++) {
        const ck_implementation which = implementations[i].which;
        if (strcmp(name, implementations[i].name) != 0) continue;
        CHECK(ck_nonfinite_is_available(which) && ck_digest_is_available(which), "%s", name);
        CHECK(which == CK_AVX2 || ck_crc32c_is_available(which), "%s", name);
        return;
    }
    CHECK(false, "no implementation is named %s", name);
}

int main(int count, char **arguments) {
    for (int i = 1; i < count; i++) require(arguments[i]);
    run("checksums", ck_crc32c_is_available, test_checksums);
    run("records", ck_crc32c_is_available, test_records);
    run_once("combined checksums", test_combined_checksums);
    run("patterns that are not finite", ck_nonfinite_is_available, test_patterns);
    run("places that are not finite", ck_nonfinite_is_available, test_places);
    run("digests", ck_digest_is_available, test_digests);
    run_once("widening", test_widening);
    run_once("histograms", test_histograms);
    if (failure_count > 0) printf("%d failures\n", failure_count);
    return failure_count > 0;
}
