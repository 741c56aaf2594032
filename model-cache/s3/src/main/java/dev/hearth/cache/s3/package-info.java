/**
 * Keeps models in Amazon S3, or in what speaks its protocol. Start at {@link
 * dev.hearth.cache.s3.S3ModelStore}. Depends on core's store interface and the AWS SDK.
 */
@NullMarked
package dev.hearth.cache.s3;

import org.jspecify.annotations.NullMarked;
