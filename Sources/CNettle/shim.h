#ifndef FLEETCAST_CNETTLE_SHIM_H
#define FLEETCAST_CNETTLE_SHIM_H

#include <nettle/memops.h>
#include <nettle/sha2.h>

#endif
