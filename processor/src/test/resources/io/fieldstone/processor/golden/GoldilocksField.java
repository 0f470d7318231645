package user;

import io.fieldstone.annotations.Generated;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;

/**
 * The field of p = 2^64 - 2^32 + 1.
 *
 * <p>Elements have the limb shape 1x64, which is 8 bytes.
 */
@Generated("io.fieldstone.processor.KernelProcessor")
public final class GoldilocksField extends Field<Goldilocks> {
  /**
   * The name in registries and on the command line.
   */
  public static final String NAME = "goldilocks";

  /**
   * The prime p.
   */
  public static final BigInteger MODULUS = new BigInteger("ffffffff00000001", 16);

  /**
   * The bits of p.
   */
  public static final int BITS = 64;

  /**
   * Limbs per element.
   */
  public static final int LIMBS = 1;

  /**
   * Bits per limb.
   */
  public static final int LIMB_BITS = 64;

  /**
   * Bytes per element.
   */
  public static final int BYTES = 8;

  /**
   * {@code -p^-1 mod 2^64}, which Montgomery reduction multiplies by.
   */
  public static final long NEG_INVERSE = 0xfffffffeffffffffL;

  /**
   * {@code R mod p} with R = 2^64, the Montgomery form of one.
   */
  public static final BigInteger R = new BigInteger("ffffffff", 16);

  /**
   * {@code R^2 mod p}, which brings an element into Montgomery form.
   */
  public static final BigInteger R_SQUARED = new BigInteger("fffffffe00000001", 16);

  /**
   * A generator of the multiplicative group.
   */
  public static final BigInteger GENERATOR = new BigInteger("7", 16);

  /**
   * The field.
   */
  public static final GoldilocksField INSTANCE = new GoldilocksField();

  /**
   * For {@code INSTANCE}.
   */
  private GoldilocksField() {
    super(NAME, LimbShape.of(LIMBS, LIMB_BITS), MODULUS, NEG_INVERSE, R, R_SQUARED, GENERATOR);
  }
}
