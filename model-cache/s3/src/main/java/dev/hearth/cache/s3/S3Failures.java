package dev.hearth.cache.s3;

import dev.hearth.ConfigurationException;
import dev.hearth.InferenceException;
import dev.hearth.ModelUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what went wrong with a request so that one can see what to do. Immutable. */
final class S3Failures {

  private static final Set<String> SIGNATURE_CODES =
      Set.of(
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "InvalidToken",
          "ExpiredToken",
          "TokenRefreshRequired");
  private static final Set<String> REGION_CODES =
      Set.of("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraint");
  private static final Set<String> BUSY_CODES =
      Set.of("SlowDown", "RequestTimeout", "ConditionalRequestConflict", "OperationAborted");

  private final S3Access access;
  private final String region;

  S3Failures(S3Access access, String region) {
    this.access = access;
    this.region = region;
  }

  /** Returns the error code of an answer, empty if it carries none. */
  static String code(AwsServiceException answer) {
    boolean known = answer.awsErrorDetails() != null;
    String code = known ? answer.awsErrorDetails().errorCode() : null;
    return code == null ? "" : code;
  }

  /** Says why an object could not be read. */
  InferenceException reading(S3Object object, Exception failure) {
    return of(object, "s3:GetObject", failure);
  }

  /** Says why an object could not be written. */
  InferenceException writing(S3Object object, Exception failure) {
    return of(object, "s3:PutObject", failure);
  }

  /** Says that an answer does not tell how long the object is. */
  InferenceException noLength(S3Object object) {
    return new ModelUnavailableException(
        object + " was answered without a length (expected: Content-Length); correct the endpoint");
  }

  private InferenceException of(S3Object object, String permission, Exception failure) {
    if (causedBy(failure, NoCredentialsException.class)) {
      return new ConfigurationException(
          object
              + " cannot be asked for without credentials: none found (expected: a function role,"
              + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile); give the function a"
              + " role that has "
              + permission,
          failure);
    } else if (failure instanceof AwsServiceException answer) {
      return answered(object, permission, answer);
    } else if (failure instanceof AbortedException || Thread.currentThread().isInterrupted()) {
      return new ModelUnavailableException(
          object + " was not waited for: interrupted (expected: an answer); retry", failure);
    } else if (causedBy(failure, IOException.class)) {
      return new ModelUnavailableException(
          object
              + " did not answer"
              + attempts(failure)
              + ": "
              + rootCause(failure)
              + " (expected: an answer from "
              + server()
              + "); check the way there and retry",
          failure);
    }
    return new ConfigurationException(
        object
            + " cannot be asked for: "
            + failure.getMessage()
            + " (expected: a complete request); correct bucket, region or endpoint",
        failure);
  }

  private InferenceException answered(
      S3Object object, String permission, AwsServiceException answer) {
    String code = code(answer);
    int status = answer.statusCode();
    if (status >= 500 || status == 429 || BUSY_CODES.contains(code)) {
      return new ModelUnavailableException(
          object + said(answer) + attempts(answer) + " (expected: 200); retry later", answer);
    } else if (code.equals("NoSuchBucket")) {
      return mistake(object, answer, "a bucket", "create the bucket or correct its name");
    } else if (status == 404) {
      return mistake(object, answer, object.kind().expected(), object.kind().remedy());
    } else if (status == 301 || status == 307 || REGION_CODES.contains(code)) {
      return mistake(
          object, answer, "a bucket in " + region, "set the region" + regionHint(answer));
    } else if (code.equals("RequestTimeTooSkewed")) {
      return mistake(object, answer, "a request made now", "set this machine's clock");
    } else if (code.equals("BadDigest")) {
      return mistake(
          object,
          answer,
          "the bytes that were read before",
          "publish it again, with the file at rest");
    } else if (SIGNATURE_CODES.contains(code)) {
      return mistake(object, answer, "valid credentials", "correct or renew the credentials");
    } else if (status == 403 || status == 401) {
      return mistake(
          object,
          answer,
          "access",
          "grant "
              + permission
              + " on it to the function's role (without s3:ListBucket a missing object answers 403"
              + " too)");
    }
    return mistake(object, answer, "200", "correct bucket, region or endpoint");
  }

  private static ConfigurationException mistake(
      S3Object object, AwsServiceException answer, String expected, String remedy) {
    return new ConfigurationException(
        object + said(answer) + " (expected: " + expected + "); " + remedy, answer);
  }

  private static String said(AwsServiceException answer) {
    String code = code(answer);
    return " answered " + answer.statusCode() + (code.isEmpty() ? "" : " " + code);
  }

  private static String attempts(Exception failure) {
    Integer attempts = failure instanceof SdkException sdk ? sdk.numAttempts() : null;
    return attempts == null || attempts < 2 ? "" : " after " + attempts + " attempts";
  }

  private static String regionHint(AwsServiceException answer) {
    if (answer.awsErrorDetails() == null || answer.awsErrorDetails().sdkHttpResponse() == null) {
      return "";
    }
    return answer
        .awsErrorDetails()
        .sdkHttpResponse()
        .firstMatchingHeader("x-amz-bucket-region")
        .map(found -> " to " + found)
        .orElse("");
  }

  private String server() {
    URI endpoint = access.endpoint();
    return endpoint == null ? "S3 in " + region : endpoint.toString();
  }

  private static String rootCause(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }

  private static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return true;
      }
    }
    return false;
  }
}
