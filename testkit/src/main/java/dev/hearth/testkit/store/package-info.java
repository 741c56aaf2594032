/**
 * For authors of model stores and of what reads from them. A store proves itself by extending
 * {@link dev.hearth.testkit.store.ModelStoreContract} and {@link
 * dev.hearth.testkit.store.BundleStoreContract}; a reader proves itself against {@link
 * dev.hearth.testkit.store.FaultyStore}. {@link dev.hearth.testkit.store.LocalS3} is a real S3
 * server in this process, and {@link dev.hearth.testkit.store.FaultyLink} a bad network in front of
 * it.
 */
@NullMarked
package dev.hearth.testkit.store;

import org.jspecify.annotations.NullMarked;
