package user;

import io.fieldstone.annotations.Generated;
import io.fieldstone.runtime.field.ExtensionField;
import java.math.BigInteger;
import java.util.List;

/**
 * Triples of pairs.
 *
 * <p>Elements are 6 of the limb shape 1x32, which is 24 bytes.
 */
@Generated("io.fieldstone.processor.KernelProcessor")
public final class Seven_TowerField extends ExtensionField<Seven.Tower> {
  /**
   * The name in registries.
   */
  public static final String NAME = "seven_to_six";

  /**
   * The degree over the prime field.
   */
  public static final int DEGREE = 6;

  /**
   * Bytes per element.
   */
  public static final int BYTES = 24;

  /**
   * The polynomial's coefficients over the prime field, lowest first, but for the leading one.
   */
  public static final List<BigInteger> POLYNOMIAL = List.of(new BigInteger("5", 16), new BigInteger("6", 16), new BigInteger("0", 16), new BigInteger("0", 16), new BigInteger("0", 16), new BigInteger("0", 16));

  /**
   * The field.
   */
  public static final Seven_TowerField INSTANCE = new Seven_TowerField();

  /**
   * For {@code INSTANCE}.
   */
  private Seven_TowerField() {
    super(NAME, Seven_F49Field.INSTANCE, POLYNOMIAL);
  }
}
