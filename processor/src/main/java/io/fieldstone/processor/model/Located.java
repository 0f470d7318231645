// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import io.fieldstone.processor.diagnostic.Site;

/** A declared value with its place. */
public record Located<T>(T value, Site site) {}
