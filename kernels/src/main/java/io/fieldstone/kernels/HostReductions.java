// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.kernels.check.OperandChecks;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;

/**
 * Reductions and scans of what is in host memory: uploaded in pieces, so that vectors may be larger
 * than the device's memory. Thread-safe.
 */
final class HostReductions<F> {

  private static final long PIECE_BYTES = 64L << 20;

  /** Looks at a piece; returns whether others have to be looked at. */
  private interface Piece<F> {
    boolean reduce(long first, DeviceVector<F> a, DeviceVector<F> b);
  }

  private final PersistentBackend backend;
  private final Field<F> field;
  private final Reductions<F> reductions;
  private final Scans<F> scans;

  HostReductions(
      PersistentBackend backend, Field<F> field, Reductions<F> reductions, Scans<F> scans) {
    this.backend = backend;
    this.field = field;
    this.reductions = reductions;
    this.scans = scans;
  }

  BigInteger sum(HostVector<F> a) {
    BigInteger[] sum = {BigInteger.ZERO};
    inPieces("sum(a)", a, a, (first, x, y) -> add(sum, reductions.sum(x)));
    return sum[0];
  }

  BigInteger innerProduct(HostVector<F> a, HostVector<F> b) {
    BigInteger[] sum = {BigInteger.ZERO};
    inPieces("innerProduct(a, b)", a, b, (first, x, y) -> add(sum, reductions.innerProduct(x, y)));
    return sum[0];
  }

  private boolean add(BigInteger[] sum, BigInteger piece) {
    sum[0] = sum[0].add(piece).mod(field.modulus());
    return true;
  }

  BigInteger product(HostVector<F> a) {
    BigInteger[] product = {BigInteger.ONE};
    inPieces(
        "product(a)",
        a,
        a,
        (first, x, y) -> {
          product[0] = product[0].multiply(reductions.product(x)).mod(field.modulus());
          return true;
        });
    return product[0];
  }

  boolean equal(HostVector<F> a, HostVector<F> b) {
    boolean[] equal = {true};
    inPieces("equal(a, b)", a, b, (first, x, y) -> equal[0] = reductions.equal(x, y));
    return equal[0];
  }

  HostVector<F> prefixProduct(HostVector<F> a) {
    return scan("prefixProduct(a)", a, BigInteger.ONE, (x, carry) -> scans.product(x, carry, x));
  }

  HostVector<F> prefixSum(HostVector<F> a) {
    return scan("prefixSum(a)", a, BigInteger.ZERO, (x, carry) -> scans.sum(x, carry, x));
  }

  /** Scans a piece in place, and returns the carry of the next. */
  private interface PieceScan<F> {
    BigInteger scan(DeviceVector<F> piece, BigInteger carry);
  }

  private HostVector<F> scan(String call, HostVector<F> a, BigInteger first, PieceScan<F> scan) {
    backend.requireNotRecording(call);
    HostVector<F> out = backend.hostVector(field, a.size(), a.form());
    boolean done = false;
    try {
      BigInteger[] carry = {first};
      inPieces(
          call,
          a,
          a,
          (at, x, y) -> {
            carry[0] = scan.scan(x, carry[0]);
            x.download(out.slice(at, x.size()));
            return true;
          });
      done = true;
      return out;
    } finally {
      if (!done) {
        out.close();
      }
    }
  }

  BigInteger sum(HeapVector<F> a) {
    try (HostVector<F> x = backend.hostVector(a)) {
      return sum(x);
    }
  }

  BigInteger product(HeapVector<F> a) {
    try (HostVector<F> x = backend.hostVector(a)) {
      return product(x);
    }
  }

  BigInteger innerProduct(HeapVector<F> a, HeapVector<F> b) {
    OperandChecks.requireLength("b", b.size(), a.size());
    try (HostVector<F> x = backend.hostVector(a);
        HostVector<F> y = backend.hostVector(b)) {
      return innerProduct(x, y);
    }
  }

  boolean equal(HeapVector<F> a, HeapVector<F> b) {
    OperandChecks.requireLength("b", b.size(), a.size());
    try (HostVector<F> x = backend.hostVector(a);
        HostVector<F> y = backend.hostVector(b)) {
      return equal(x, y);
    }
  }

  HeapVector<F> prefixProduct(HeapVector<F> a) {
    try (HostVector<F> x = backend.hostVector(a);
        HostVector<F> out = prefixProduct(x)) {
      return a.copyOf(out);
    }
  }

  HeapVector<F> prefixSum(HeapVector<F> a) {
    try (HostVector<F> x = backend.hostVector(a);
        HostVector<F> out = prefixSum(x)) {
      return a.copyOf(out);
    }
  }

  /** Uploads one piece after the other, at least one; {@code b} may be {@code a}. */
  private void inPieces(String call, HostVector<F> a, HostVector<F> b, Piece<F> piece) {
    backend.requireNotRecording(call);
    OperandChecks.requireLength("b", b.size(), a.size());
    long most = Math.min(a.size(), PIECE_BYTES / field.elementBytes());
    try (DeviceVector<F> x = backend.deviceVector(field, most, a.form());
        DeviceVector<F> y = b == a ? x : backend.deviceVector(field, most, b.form())) {
      boolean more = true;
      long first = 0;
      do {
        long count = Math.min(most, a.size() - first);
        DeviceVector<F> left = upload(a, first, count, x);
        more = piece.reduce(first, left, b == a ? left : upload(b, first, count, y));
        first += count;
      } while (more && first < a.size());
    }
  }

  private DeviceVector<F> upload(HostVector<F> a, long first, long count, DeviceVector<F> to) {
    DeviceVector<F> part = to.slice(0, count);
    part.upload(a.slice(first, count));
    return part;
  }
}
