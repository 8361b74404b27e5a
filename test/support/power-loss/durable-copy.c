/*
 * Loaded before the C library of a process (LD_PRELOAD). Whenever the process makes a database file or its write-ahead log
 * durable, what the disk is bound to have from then on is copied to the folder that DURABLE_COPY names. After a power loss
 * that copy, and nothing else, would be there.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int (*real_fdatasync)(int);
static int (*real_fsync)(int);
static char folder[4096];

/* Before there is a second thread: getenv and dlsym must not race with what others do to the environment and to libraries. */
__attribute__((constructor)) static void prepare(void) {
  const char *named = getenv("DURABLE_COPY");
  if (named != NULL && strlen(named) < sizeof folder) strcpy(folder, named);
  real_fdatasync = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  real_fsync = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
}

static int ends_with(const char *text, const char *end) {
  size_t length = strlen(text), wanted = strlen(end);
  return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

static void keep(int fd) {
  char link[64], path[4096], copy[8192], target[8192];
  if (folder[0] == 0) return;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return;
  path[length] = 0;
  if (!ends_with(path, ".db") && !ends_with(path, ".db-wal")) return;
  const char *name = strrchr(path, '/') + 1;
  snprintf(target, sizeof target, "%s/%s", folder, name);
  snprintf(copy, sizeof copy, "%s/%s.part", folder, name);
  pthread_mutex_lock(&lock);
  int from = open(path, O_RDONLY), to = open(copy, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  struct stat facts;
  if (from >= 0 && to >= 0 && fstat(from, &facts) == 0) {
    off_t left = facts.st_size;
    while (left > 0) {
      ssize_t done = sendfile(to, from, NULL, left);
      if (done <= 0) break;
      left -= done;
    }
    /* A kill in the middle of it leaves the former copy. */
    if (left == 0) rename(copy, target);
  }
  if (from >= 0) close(from);
  if (to >= 0) close(to);
  pthread_mutex_unlock(&lock);
}

int fdatasync(int fd) {
  int result = real_fdatasync(fd);
  if (result == 0) keep(fd);
  return result;
}

int fsync(int fd) {
  int result = real_fsync(fd);
  if (result == 0) keep(fd);
  return result;
}
