package user;

import io.fieldstone.annotations.Generated;
import io.fieldstone.runtime.curve.Curve;
import java.math.BigInteger;
import java.util.List;

/**
 * Thirteen points.
 *
 * <p>Points in affine coordinates have 8 bytes.
 */
@Generated("io.fieldstone.processor.KernelProcessor")
public final class Seven_ThirteenPointsCurve extends Curve<Seven.ThirteenPoints> {
  /**
   * The name in registries.
   */
  public static final String NAME = "thirteen_points";

  /**
   * Bytes per point in affine coordinates.
   */
  public static final int POINT_BYTES = 8;

  /**
   * The coefficient of x, over the prime field.
   */
  public static final List<BigInteger> A = List.of(new BigInteger("0", 16));

  /**
   * The constant coefficient, over the prime field.
   */
  public static final List<BigInteger> B = List.of(new BigInteger("3", 16));

  /**
   * The generator's x, over the prime field.
   */
  public static final List<BigInteger> GENERATOR_X = List.of(new BigInteger("1", 16));

  /**
   * The generator's y, over the prime field.
   */
  public static final List<BigInteger> GENERATOR_Y = List.of(new BigInteger("2", 16));

  /**
   * The curve.
   */
  public static final Seven_ThirteenPointsCurve INSTANCE = new Seven_ThirteenPointsCurve();

  /**
   * For {@code INSTANCE}.
   */
  private Seven_ThirteenPointsCurve() {
    super(NAME, Seven_F7Field.INSTANCE, Seven_F13Field.INSTANCE, A, B, GENERATOR_X, GENERATOR_Y);
  }
}
