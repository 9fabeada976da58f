#include <math.h>
#include <string.h>

#include "Loops.h"

// Lanes have no calling convention of their own here, and need none: what takes them is inlined.
#pragma clang diagnostic ignored "-Wpsabi"

#include "Candidates.h"
#include "Filters.h"
#include "Values.h"

const fleetcast_loops fleetcast_any_loops = COMPILED_LOOPS;
