#ifndef FLEETCAST_CMALLOC_SHIM_H
#define FLEETCAST_CMALLOC_SHIM_H

#include <malloc.h>

#endif
