#ifndef FLEETCAST_CARCHIVE_SHIM_H
#define FLEETCAST_CARCHIVE_SHIM_H

#include <archive.h>
#include <archive_entry.h>
#include <libdeflate.h>

#endif
