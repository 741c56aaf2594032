package dev.hearth.cache.s3;

/**
 * A small object that was read whole.
 *
 * @param text its content
 * @param etag the tag by which the bucket knows this content again
 */
record S3Text(String text, String etag) {}
