// SPDX-License-Identifier: Apache-2.0
package example;

import io.fieldstone.annotations.Affine;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostValues;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.curve.AffinePoint;
import java.util.ArrayList;
import java.util.List;

/** Adds points of P-256: many on the device, by as many threads as it is told, and the rest here. */
public final class Points {

  private static final P256Curve CURVE = P256Curve.INSTANCE;

  private Points() {}

  /** Prints 1 G + 2 G + ... + 1000 G. */
  public static void main(String[] args) {
    List<AffinePoint<P256>> points = new ArrayList<>(List.of(CURVE.generator()));
    while (points.size() < 1000) {
      points.add(points.get(points.size() - 1).add(CURVE.generator()));
    }
    try (PersistentBackend gpu = PersistentBackend.open()) {
      System.out.println(sum(gpu, points, 2));
    }
  }

  /** Returns the sum of the points, made by some workgroups. */
  static AffinePoint<P256> sum(
      PersistentBackend gpu, List<AffinePoint<P256>> points, int workgroups) {
    int threads = workgroups * PointSums.THREADS;
    try (HostVector<Affine<P256>> host = gpu.hostVector(CURVE.affine(), points.size())) {
      HostValues.ofPoints(host).put(0, points);
      try (DeviceVector<Affine<P256>> all = gpu.upload(host);
          DeviceVector<Affine<P256>> sums = gpu.deviceVector(CURVE.affine(), threads)) {
        PointSumsDispatch.of(gpu).sums(all, sums, workgroups);
        try (HostVector<Affine<P256>> back = sums.download()) {
          return HostValues.ofPoints(back).toList().stream()
              .reduce(CURVE.infinity(), AffinePoint::add);
        }
      }
    }
  }
}
