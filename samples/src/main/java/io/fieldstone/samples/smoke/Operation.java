// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.smoke;

import io.fieldstone.kernels.VectorKernelsDispatch;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import java.math.BigInteger;

/** The standard vector kernels: each as a typed job, and as what BigInteger makes of it. */
public enum Operation {
  /** {@code a + b}. */
  ADD {
    @Override
    <F> Job<F> job(
        VectorKernelsDispatch<F> kernels, HostVector<F> a, HostVector<F> b, HostVector<F> out) {
      return kernels.addJob(a, b, out);
    }

    @Override
    BigInteger integer(BigInteger a, BigInteger b) {
      return a.add(b);
    }
  },

  /** {@code a - b}. */
  SUB {
    @Override
    <F> Job<F> job(
        VectorKernelsDispatch<F> kernels, HostVector<F> a, HostVector<F> b, HostVector<F> out) {
      return kernels.subJob(a, b, out);
    }

    @Override
    BigInteger integer(BigInteger a, BigInteger b) {
      return a.subtract(b);
    }
  },

  /** {@code -a}. */
  NEG {
    @Override
    <F> Job<F> job(
        VectorKernelsDispatch<F> kernels, HostVector<F> a, HostVector<F> b, HostVector<F> out) {
      return kernels.negJob(a, out);
    }

    @Override
    BigInteger integer(BigInteger a, BigInteger b) {
      return a.negate();
    }
  },

  /** {@code 2a}. */
  DOUBLED {
    @Override
    <F> Job<F> job(
        VectorKernelsDispatch<F> kernels, HostVector<F> a, HostVector<F> b, HostVector<F> out) {
      return kernels.doubledJob(a, out);
    }

    @Override
    BigInteger integer(BigInteger a, BigInteger b) {
      return a.shiftLeft(1);
    }
  },

  /** {@code a * b}. */
  MUL {
    @Override
    <F> Job<F> job(
        VectorKernelsDispatch<F> kernels, HostVector<F> a, HostVector<F> b, HostVector<F> out) {
      return kernels.mulJob(a, b, out);
    }

    @Override
    BigInteger integer(BigInteger a, BigInteger b) {
      return a.multiply(b);
    }
  },

  /** {@code a * a}. */
  SQR {
    @Override
    <F> Job<F> job(
        VectorKernelsDispatch<F> kernels, HostVector<F> a, HostVector<F> b, HostVector<F> out) {
      return kernels.sqrJob(a, out);
    }

    @Override
    BigInteger integer(BigInteger a, BigInteger b) {
      return a.multiply(a);
    }
  };

  /** Returns the kernel's job; unary ones leave {@code b} alone. */
  abstract <F> Job<F> job(
      VectorKernelsDispatch<F> kernels, HostVector<F> a, HostVector<F> b, HostVector<F> out);

  /** Returns the result over the integers, before reduction. */
  abstract BigInteger integer(BigInteger a, BigInteger b);

  /** Returns what the kernel must compute. */
  public final BigInteger apply(BigInteger a, BigInteger b, BigInteger modulus) {
    return integer(a, b).mod(modulus);
  }
}
