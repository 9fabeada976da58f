#ifndef FLEETCAST_LANES_H
#define FLEETCAST_LANES_H

// Products and sums are never fused, so that every processor gives the same result.
#pragma STDC FP_CONTRACT OFF

#define INLINE static inline __attribute__((always_inline))

/// Swift aligns arrays of lanes as it likes.
typedef double lanes __attribute__((vector_size(32), aligned(8)));
_Static_assert(sizeof(long) == 8, "a lane's bits are a long");
typedef long lane_bits __attribute__((vector_size(32), aligned(8)));

#define EACH_LANE for (int lane = 0; lane < 4; lane++)

INLINE lanes repeated(double value) { return (lanes){value, value, value, value}; }

INLINE lanes sizes(lanes x) { return (lanes)((lane_bits)x & 0x7fffffffffffffff); }

/// Of a number that is none, the second.
INLINE lanes larger(lanes x, lanes y) {
  lanes larger;
  EACH_LANE larger[lane] = x[lane] > y[lane] ? x[lane] : y[lane];
  return larger;
}

INLINE lanes smaller(lanes x, lanes y) {
  lanes smaller;
  EACH_LANE smaller[lane] = x[lane] < y[lane] ? x[lane] : y[lane];
  return smaller;
}

INLINE long all_lanes(lane_bits bits) { return bits[0] & bits[1] & bits[2] & bits[3]; }

/// For sizes of at most half of ln 2, where fourteen terms of the Taylor series are enough.
///
/// The even powers and the odd ones are summed side by side, which halves the waiting.
INLINE lanes exponentials_near_zero(lanes x) {
  const lanes square = x * x;
  lanes even = square * (1.0 / 479001600) + 1.0 / 3628800;
  lanes odd = square * (1.0 / 6227020800) + 1.0 / 39916800;
  even = even * square + 1.0 / 40320;
  odd = odd * square + 1.0 / 362880;
  even = even * square + 1.0 / 720;
  odd = odd * square + 1.0 / 5040;
  even = even * square + 1.0 / 24;
  odd = odd * square + 1.0 / 120;
  even = even * square + 1.0 / 2;
  odd = odd * square + 1.0 / 6;
  even = even * square + 1;
  odd = odd * square + 1;
  return odd * x + even;
}

/// For sizes of at most 700.
INLINE lanes exponentials(lanes x) {
  // Adding 1.5 · 2⁵² leaves the nearest whole number in the lowest bits.
  const double shift = 0x1.8p52;
  const lanes turns = x * 1.4426950408889634 + shift;
  const lanes whole = turns - shift;
  // ln 2 in two parts, the first with zeros at its end, so that the product is exact.
  const lanes rest = (x - whole * 0x1.62e42fee00000p-1) - whole * 0x1.a39ef35793c76p-33;
  return (lanes)((lane_bits)exponentials_near_zero(rest) + ((lane_bits)turns << 52));
}

#endif
