/** Keeps models in Amazon S3, or in what speaks its protocol. */
module dev.hearth.cache.s3 {
  requires static org.jspecify;
  requires transitive dev.hearth;
  requires transitive software.amazon.awssdk.auth;
  requires org.slf4j;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.http;
  requires software.amazon.awssdk.http.urlconnection;
  requires software.amazon.awssdk.identity.spi;
  requires software.amazon.awssdk.profiles;
  requires software.amazon.awssdk.regions;
  requires software.amazon.awssdk.retries;
  requires software.amazon.awssdk.retries.api;
  requires software.amazon.awssdk.services.s3;
  requires software.amazon.awssdk.utils;

  exports dev.hearth.cache.s3;
}
