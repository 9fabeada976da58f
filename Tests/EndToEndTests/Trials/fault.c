// Lets the n-th write, rename or sync below a folder fail, or kills whoever makes it.
//
// Preloaded (LD_PRELOAD) into fleetcast and, by inheritance, its workers; all of them count in one
// shared file. SQLite's calls go through the same functions and are counted too.
//
//   FAULT_ROOT     the folder; calls on other files do not count
//   FAULT_COUNTER  a file of sizeof(struct shared) zero bytes
//   FAULT_AT       the number of the call, from 1; 0 only counts
//   FAULT_ROLE     whose calls count for FAULT_AT: coordinator, worker or any
//   FAULT_ACTION   EIO (that call alone fails), ENOSPC (that call and all later ones fail),
//                  kill (the caller dies), kill-all (every process of the run dies)
//                  outlive (no call fails, but a worker ends only once FAULT_RELEASE exists)
//   FAULT_AFTER    1: the killing call is carried out first
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { coordinator, worker, roles };

struct shared {
  _Atomic long calls[roles];
  _Atomic long fired;
  _Atomic long processes;
  _Atomic int process[1000];
};

static struct shared *shared;
static const char *root, *role_name, *action;
static long at;
static int role, carry_out_first;

static const char *variable(const char *name) {
  const char *value = getenv(name);
  return value ? value : "";
}

__attribute__((constructor)) static void begin(void) {
  root = variable("FAULT_ROOT");
  role_name = variable("FAULT_ROLE");
  action = variable("FAULT_ACTION");
  at = atol(variable("FAULT_AT"));
  carry_out_first = *variable("FAULT_AFTER") == '1';
  int file = open(variable("FAULT_COUNTER"), O_RDWR | O_CLOEXEC);
  if (file < 0) return;
  void *memory = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (memory == MAP_FAILED) return;
  shared = memory;
  char command[4096] = "";
  file = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
  ssize_t length = file < 0 ? 0 : read(file, command, sizeof command - 1);
  close(file);
  const char *second = command + strlen(command) + 1;
  role = length > 0 && second < command + length && !strcmp(second, "worker") ? worker : coordinator;
  long slot = atomic_fetch_add(&shared->processes, 1);
  if (slot < 1000) shared->process[slot] = getpid();
}

// The worker's other threads go on meanwhile, as they do where the kernel cannot end one of them
// that waits for a disk.
__attribute__((noreturn)) void _exit(int status) {
  if (shared && role == worker && !strcmp(action, "outlive"))
    while (access(variable("FAULT_RELEASE"), F_OK)) usleep(1000);
  syscall(SYS_exit_group, status);
  __builtin_unreachable();
}

static void die(void) {
  if (!strcmp(action, "kill-all"))
    for (int slot = 0; slot < 1000 && shared->process[slot]; slot++)
      if (shared->process[slot] != getpid()) kill(shared->process[slot], SIGKILL);
  kill(getpid(), SIGKILL);
}

// What is to become of a call on `path`: 0 it is carried out, -1 it is carried out and its caller
// dies, else the error it fails with.
static int verdict(const char *path) {
  size_t length = root ? strlen(root) : 0;
  if (!shared || !length || strncmp(path, root, length)) return 0;
  long call = atomic_fetch_add(&shared->calls[role], 1) + 1;
  if (!strcmp(role_name, "any")) {
    call = shared->calls[coordinator] + shared->calls[worker];
  } else if (strcmp(role_name, role == worker ? "worker" : "coordinator")) {
    return 0;
  }
  if (!strcmp(action, "outlive")) return 0;
  int is_full = !strcmp(action, "ENOSPC");
  if (at == 0 || call < at || (call > at && !is_full)) return 0;
  shared->fired = 1;
  if (is_full) return ENOSPC;
  if (!strcmp(action, "EIO")) return EIO;
  if (carry_out_first) return -1;
  die();
  return 0;
}

static int verdict_of_file(int file) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return verdict(path);
}

#define INTERPOSE(result, name, verdict, parameters, arguments) \
  result name parameters {                                      \
    static result(*real) parameters;                            \
    if (!real) real = (result(*) parameters)dlsym(RTLD_NEXT, #name); \
    int fault = verdict;                                        \
    if (fault > 0) {                                            \
      errno = fault;                                            \
      return -1;                                                \
    }                                                           \
    result done = real arguments;                               \
    if (fault < 0) die();                                       \
    return done;                                                \
  }

INTERPOSE(ssize_t, write, verdict_of_file(file), (int file, const void *bytes, size_t count),
          (file, bytes, count))
INTERPOSE(ssize_t, pwrite, verdict_of_file(file),
          (int file, const void *bytes, size_t count, off_t place), (file, bytes, count, place))
INTERPOSE(ssize_t, pwrite64, verdict_of_file(file),
          (int file, const void *bytes, size_t count, off64_t place), (file, bytes, count, place))
INTERPOSE(int, ftruncate, verdict_of_file(file), (int file, off_t size), (file, size))
INTERPOSE(int, ftruncate64, verdict_of_file(file), (int file, off64_t size), (file, size))
INTERPOSE(int, fsync, verdict_of_file(file), (int file), (file))
INTERPOSE(int, fdatasync, verdict_of_file(file), (int file), (file))
INTERPOSE(int, syncfs, verdict_of_file(file), (int file), (file))
INTERPOSE(int, rename, verdict(new), (const char *old, const char *new), (old, new))
INTERPOSE(int, renameat, verdict(new), (int from, const char *old, int to, const char *new),
          (from, old, to, new))
