// Makes calls of the operating system fail at random: a program's own symbols come first.

#define _GNU_SOURCE
#include "CFaultInjection.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
// They stand there themselves.
#define SANITIZED 1
#endif
#endif

#if defined(__GLIBC__) && !defined(SANITIZED)

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_LIMIT = 1024 };

static char wanted_text[256];
static atomic_uint wanted_per_mille;
static atomic_ullong generator;
static atomic_long fault_count;
// Whether a descriptor belongs to a file that may fail.
static atomic_char is_wanted[FILE_LIMIT];

void ck_faults_begin(const char *text, uint64_t seed, uint32_t per_mille) {
    snprintf(wanted_text, sizeof wanted_text, "%s", text);
    atomic_store(&generator, seed * 0x9e3779b97f4a7c15u + 1);
    atomic_store(&fault_count, 0);
    atomic_store(&wanted_per_mille, per_mille);
}

long ck_faults_end(void) {
    atomic_store(&wanted_per_mille, 0);
    return atomic_load(&fault_count);
}

// splitmix64
static uint64_t next_number(void) {
    uint64_t z = atomic_fetch_add(&generator, 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static int fails(void) {
    uint32_t per_mille = atomic_load(&wanted_per_mille);
    if (per_mille == 0 || next_number() % 1000 >= per_mille) return 0;
    atomic_fetch_add(&fault_count, 1);
    return 1;
}

static int path_fails(const char *path) {
    return atomic_load(&wanted_per_mille) && strstr(path, wanted_text) && fails();
}

static int file_fails(int file) {
    return file >= 0 && file < FILE_LIMIT && atomic_load(&is_wanted[file]) && fails();
}

static int failing(int error) {
    errno = error;
    return -1;
}

static int one_of(const int *errors, unsigned count) {
    return failing(errors[next_number() % count]);
}

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static const int opening_errors[] = {EMFILE, ENOSPC, EACCES, EIO, ESTALE};
static const int writing_errors[] = {ENOSPC, EIO, EDQUOT, EINTR, EFBIG};

static void note_opened(int file, const char *path) {
    if (file < 0 || file >= FILE_LIMIT) return;
    int is = atomic_load(&wanted_per_mille) && strstr(path, wanted_text) != NULL;
    atomic_store(&is_wanted[file], (char)is);
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); \
        va_list arguments; \
        va_start(arguments, flags); \
        mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0; \
        va_end(arguments); \
        if (path_fails(path)) return one_of(opening_errors, 5); \
        int file = real(path, flags, mode); \
        note_opened(file, path); \
        return file; \
    }

OPEN(open)
OPEN(open64)

// A write fails, or only writes the beginning.
#define PWRITE(name, offset_type) \
    ssize_t name(int file, const void *bytes, size_t count, offset_type offset) { \
        REAL(name); \
        if (!file_fails(file)) return real(file, bytes, count, offset); \
        if (count > 1 && next_number() % 2) \
            return real(file, bytes, 1 + next_number() % (count - 1), offset); \
        return one_of(writing_errors, 5); \
    }

PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int file, const void *bytes, size_t count) {
    REAL(write);
    if (!file_fails(file)) return real(file, bytes, count);
    if (count > 1 && next_number() % 2) return real(file, bytes, 1 + next_number() % (count - 1));
    return one_of(writing_errors, 5);
}

static atomic_int sync_log = -1;

int ck_syncs_log(int descriptor) {
    atomic_store(&sync_log, descriptor);
    return 1;
}

int fsync(int file) {
    REAL(fsync);
    if (file_fails(file)) return failing(EIO);
    // A disk that takes its time would only make the test slower.
    if (file >= 0 && file < FILE_LIMIT && atomic_load(&is_wanted[file])) return 0;
    int log = atomic_load(&sync_log);
    if (log >= 0) {
        char link[64], path[4096];
        snprintf(link, sizeof link, "/proc/self/fd/%d", file);
        ssize_t length = readlink(link, path, sizeof path);
        if (length > 0) dprintf(log, "%.*s\n", (int)length, path);
    }
    return real(file);
}

#define FTRUNCATE(name, offset_type) \
    int name(int file, offset_type size) { \
        REAL(name); \
        return file_fails(file) ? failing(EIO) : real(file, size); \
    }

FTRUNCATE(ftruncate, off_t)
FTRUNCATE(ftruncate64, off64_t)

// The descriptor is gone in any case, as on Linux.
int close(int file) {
    REAL(close);
    int fails = file_fails(file);
    if (file >= 0 && file < FILE_LIMIT) atomic_store(&is_wanted[file], 0);
    int result = real(file);
    return fails ? failing(EIO) : result;
}

int rename(const char *old_path, const char *new_path) {
    REAL(rename);
    return path_fails(new_path) ? failing(EIO) : real(old_path, new_path);
}

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    return path_fails(path) ? failing(ENOSPC) : real(path, mode);
}

#else

void ck_faults_begin(const char *text, uint64_t seed, uint32_t per_mille) {}

long ck_faults_end(void) { return -1; }

int ck_syncs_log(int descriptor) { return 0; }

#endif
