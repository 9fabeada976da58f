#ifndef FLEETCAST_CZLIB_SHIM_H
#define FLEETCAST_CZLIB_SHIM_H

#include <zlib.h>

#endif
