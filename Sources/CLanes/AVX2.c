#include <math.h>
#include <string.h>

#include "Loops.h"

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)

#include "Candidates.h"
#include "Filters.h"
#include "Values.h"

#pragma clang attribute pop

const fleetcast_loops fleetcast_avx2_loops = COMPILED_LOOPS;

#endif
