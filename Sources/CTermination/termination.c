// The handler of signals that end a process. It is in C, since nothing of Swift's runtime may be
// entered in a signal handler; it calls async-signal-safe functions alone.

#include "CTermination.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

enum { SIGNAL_LIMIT = 65 };
enum phase { IDLE, ASKED, RESUMED };

static struct sigaction previous[SIGNAL_LIMIT];
static atomic_int phases[SIGNAL_LIMIT];
static atomic_int pipe_end = -1;
// A forked child shares the pipe with its parent, which must not hear of the child's signals.
static atomic_int owner;

static void act(int signal, siginfo_t *info, void *context) {
    struct sigaction *action = &previous[signal];
    if (action->sa_flags & SA_SIGINFO) {
        action->sa_sigaction(signal, info, context);
    } else if (action->sa_handler == SIG_DFL) {
        sigset_t one;
        sigemptyset(&one);
        sigaddset(&one, signal);
        sigaction(signal, action, NULL);
        raise(signal);
        // It is blocked while its handler runs, and is delivered here.
        pthread_sigmask(SIG_UNBLOCK, &one, NULL);
    } else if (action->sa_handler != SIG_IGN) {
        action->sa_handler(signal);
    }
}

static void handle(int signal, siginfo_t *info, void *context) {
    int error = errno;
    int phase = IDLE;
    if (atomic_load(&owner) == (int)getpid()
        && atomic_compare_exchange_strong(&phases[signal], &phase, ASKED)) {
        unsigned char byte = (unsigned char)signal;
        if (write(atomic_load(&pipe_end), &byte, 1) == 1) {
            errno = error;
            return;
        }
        phase = ASKED;
        atomic_compare_exchange_strong(&phases[signal], &phase, IDLE);
    } else {
        phase = RESUMED;
        atomic_compare_exchange_strong(&phases[signal], &phase, IDLE);
    }
    errno = error;
    act(signal, info, context);
}

bool ct_watch(int signal, int pipe) {
    struct sigaction now;
    if (signal <= 0 || signal >= SIGNAL_LIMIT || sigaction(signal, NULL, &now) != 0) return false;
    atomic_store(&pipe_end, pipe);
    if (atomic_exchange(&owner, (int)getpid()) != (int)getpid())
        for (int i = 0; i < SIGNAL_LIMIT; i++) atomic_store(&phases[i], IDLE);
    if (now.sa_flags & SA_SIGINFO) {
        if (now.sa_sigaction == handle) return true;
    } else if (now.sa_handler == SIG_IGN) {
        return false;
    }
    previous[signal] = now;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = handle;
    action.sa_mask = now.sa_mask;
    action.sa_flags = SA_SIGINFO | (now.sa_flags & (SA_ONSTACK | SA_RESTART | SA_NODEFER));
    return sigaction(signal, &action, NULL) == 0;
}

void ct_resume(int signal) {
    int phase = ASKED;
    atomic_compare_exchange_strong(&phases[signal], &phase, RESUMED);
    kill(getpid(), signal);
}
