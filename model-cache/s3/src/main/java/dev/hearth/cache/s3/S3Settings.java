package dev.hearth.cache.s3;

/**
 * Where a store is.
 *
 * @param bucket the bucket
 * @param prefix empty, or a path that ends with a slash
 * @param access how the bucket is reached
 * @param partBytes a longer file is sent in parts of this length
 */
record S3Settings(String bucket, String prefix, S3Access access, long partBytes) {

  String location() {
    String folder = prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1);
    return "s3://" + bucket + folder;
  }
}
