// syncfs is a GNU extension that Swift's Glibc module does not show.
#define _GNU_SOURCE
#include "CLinux.h"

#include <unistd.h>

int fleetcast_syncfs(int fd) { return syncfs(fd); }
