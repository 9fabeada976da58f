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
//   FAULT_LOG      a file that gets a line when a call begins and one when it has ended:
//                    PROCESS ROLE CALL begins|ends|fails PATH [OLD-PATH-OF-A-RENAME]
//   FAULT_MARK     a line as well, before it begins, for each place in a write where this and four
//                  digits stand (pages of a database hold the remains of names as well):
//                    PROCESS ROLE CALL holds PATH MARK-AND-DIGITS
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
static const char *root, *role_name, *action, *mark;
static long at;
static int role, carry_out_first, log_file = -1;

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
  mark = variable("FAULT_MARK");
  // Appended lines stand in the order they were written, whichever process wrote them.
  if (*variable("FAULT_LOG")) log_file = open(variable("FAULT_LOG"), O_WRONLY | O_APPEND | O_CLOEXEC);
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

static int is_below_root(const char *path) {
  size_t length = root ? strlen(root) : 0;
  return shared && length && !strncmp(path, root, length);
}

static void note(const char *call, const char *what, const char *path, const char *detail) {
  if (log_file < 0 || !is_below_root(path)) return;
  char line[8400];
  int length = snprintf(line, sizeof line, "%d %s %s %s %s %s\n", getpid(),
                        role == worker ? "worker" : "coordinator", call, what, path, detail);
  syscall(SYS_write, log_file, line, (size_t)length);
}

static int are_digits(const char *bytes, size_t count) {
  for (size_t place = 0; place < count; place++)
    if (bytes[place] < '0' || bytes[place] > '9') return 0;
  return 1;
}

static void note_marks(const char *call, const char *path, const char *bytes, size_t count) {
  size_t length = strlen(mark), whole = length + 4;
  if (log_file < 0 || !length) return;
  for (size_t place = 0; place + whole <= count; place++) {
    if (memcmp(bytes + place, mark, length) || !are_digits(bytes + place + length, 4)) continue;
    char found[64] = "";
    memcpy(found, bytes + place, whole < sizeof found ? whole : sizeof found - 1);
    note(call, "holds", path, found);
  }
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
  if (!is_below_root(path)) return 0;
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

static void path_of(int file, char *path, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, size - 1);
  path[length < 0 ? 0 : length] = 0;
}

#define INTERPOSE(result, name, parameters, arguments, find_path, bytes, count, old) \
  result name parameters {                                                           \
    static result(*real) parameters;                                                 \
    if (!real) real = (result(*) parameters)dlsym(RTLD_NEXT, #name);                 \
    char path[4096];                                                                 \
    find_path;                                                                       \
    int fault = verdict(path);                                                       \
    if (fault > 0) {                                                                 \
      note(#name, "fails", path, old);                                               \
      errno = fault;                                                                 \
      return -1;                                                                     \
    }                                                                                \
    note_marks(#name, path, bytes, count);                                           \
    note(#name, "begins", path, old);                                                \
    result done = real arguments;                                                    \
    int code = errno;                                                                \
    note(#name, "ends", path, old);                                                  \
    if (fault < 0) die();                                                            \
    errno = code;                                                                    \
    return done;                                                                     \
  }

#define OF_FILE path_of(file, path, sizeof path)
#define WRITING(name, parameters, arguments) \
  INTERPOSE(ssize_t, name, parameters, arguments, OF_FILE, bytes, count, "")
#define SYNCING(name, parameters, arguments) \
  INTERPOSE(int, name, parameters, arguments, OF_FILE, "", 0, "")
#define RENAMING(name, parameters, arguments) \
  INTERPOSE(int, name, parameters, arguments, snprintf(path, sizeof path, "%s", new), "", 0, old)

WRITING(write, (int file, const void *bytes, size_t count), (file, bytes, count))
WRITING(pwrite, (int file, const void *bytes, size_t count, off_t place), (file, bytes, count, place))
WRITING(pwrite64, (int file, const void *bytes, size_t count, off64_t place),
        (file, bytes, count, place))
SYNCING(ftruncate, (int file, off_t size), (file, size))
SYNCING(ftruncate64, (int file, off64_t size), (file, size))
SYNCING(fsync, (int file), (file))
SYNCING(fdatasync, (int file), (file))
SYNCING(syncfs, (int file), (file))
RENAMING(rename, (const char *old, const char *new), (old, new))
RENAMING(renameat, (int from, const char *old, int to, const char *new), (from, old, to, new))
