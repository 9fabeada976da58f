#ifndef FLEETCAST_CXXHASH_SHIM_H
#define FLEETCAST_CXXHASH_SHIM_H

#include <xxhash.h>

#endif
