#ifndef FLEETCAST_CLAPACK_SHIM_H
#define FLEETCAST_CLAPACK_SHIM_H

// Without this, lapacke.h uses C99 complex numbers, which Swift does not import.
#define LAPACK_COMPLEX_STRUCTURE
#include <cblas.h>
#include <lapacke.h>

void openblas_set_num_threads(int num_threads);

#endif
