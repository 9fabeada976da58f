#ifndef FLEETCAST_CLINUX_H
#define FLEETCAST_CLINUX_H

/// Writes everything of the file system that holds `fd` to disk; -1 and errno on failure.
int fleetcast_syncfs(int fd);

#endif
