package dev.hearth.annotation;

/** What starts a function. */
public enum Trigger {
  /** A request that waits for the answer. */
  HTTP,
  /** A message of a queue: SQS, Pub/Sub, Azure Queue storage. */
  QUEUE,
  /** An object that was put into a store: S3, Cloud Storage, Azure Blob storage. */
  OBJECT,
  /** Records of a stream: Kinesis, DynamoDB streams, Event Hubs. */
  STREAM
}
