/**
 * Keeps models in Amazon S3, or in what speaks its protocol, and reads and writes the objects of
 * events there. Start at {@link dev.hearth.cache.s3.S3ModelStore} and {@link
 * dev.hearth.cache.s3.S3Objects}. Depends on core's store interfaces and the AWS SDK.
 */
@NullMarked
package dev.hearth.cache.s3;

import org.jspecify.annotations.NullMarked;
