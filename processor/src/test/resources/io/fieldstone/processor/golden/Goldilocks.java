package user;

import io.fieldstone.annotations.PrimeField;

/** The field of p = 2^64 - 2^32 + 1. */
@PrimeField(name = "goldilocks", modulus = "0xffffffff00000001")
public interface Goldilocks {}
