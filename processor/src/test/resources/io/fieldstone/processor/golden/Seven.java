package user;

import io.fieldstone.annotations.Curve;
import io.fieldstone.annotations.ExtensionField;
import io.fieldstone.annotations.PrimeField;

/** Fields and a curve that are small. */
public interface Seven {

  /** Residues modulo 7. */
  @PrimeField(name = "seven", modulus = "7")
  interface F7 {}

  /** Residues modulo 13. */
  @PrimeField(name = "thirteen", modulus = "13")
  interface F13 {}

  /** Pairs. */
  @ExtensionField(base = F7.class, polynomial = "i^2 + 1")
  interface F49 {}

  /** Triples of pairs. */
  @ExtensionField(name = "seven_to_six", base = F49.class, polynomial = "v^3 - i - 2")
  interface Tower {}

  /** Thirteen points. */
  @Curve(field = F7.class, scalars = F13.class, a = "0", b = "-4", generator = {"1", "2"})
  interface ThirteenPoints {}
}
