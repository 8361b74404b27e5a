/** Version of this protocol. Changes inside a version only add: new optional fields, new kinds, new codes. */
export const protocolVersion = 1;

/** Bounds that both sides know. The server answers `too_large` or `invalid_request` beyond them. */
export const limits = {
  /** Characters (Unicode code points) in one message of a visitor. */
  textLength: 4000,
  /** Characters of a link carried by a button or quick reply. */
  linkLength: 4000,
  labelLength: 500,
  /** Characters of a referral, as in a page's `data-ref`. */
  refLength: 2083,
  /** Characters (Unicode code points) of what a visitor adds to an opinion. */
  commentLength: 1000,
  clientIdLength: 64,
  messageIdLength: 200,
  /** Characters that say what a file shows. */
  altLength: 1000,
  /** Characters of a file's name as it is sent; longer ones are cut by whoever sends them. */
  fileNameLength: 1000,
  /** Files in one message; an operator may allow less. */
  filesPerMessage: 20,
  /** Bytes of a custom message's `data`, as JSON in UTF-8. */
  customDataBytes: 32 * 1024,
  /** Characters of a message's `context`, as JSON. */
  contextLength: 4000,
  /** Bytes of one request body. */
  bodyBytes: 64 * 1024,
  /** Events in one page of the log. */
  pageOfEvents: 200,
  /** Seconds a long poll may wait. */
  waitSeconds: 25,
} as const;
