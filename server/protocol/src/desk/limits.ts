/** Sizes that both sides keep to. Lengths count UTF-16 code units. */
export const deskLimits = {
  nameLength: 100,
  emailLength: 254,
  /** NIST SP 800-63B-4, 3.1.1.2: at least 15 where a password is the only factor, and at least 64 must be taken. */
  passwordMin: 15,
  passwordMax: 256,
  noteLength: 4_000,
  tagLength: 40,
  /** What a picture shows. */
  altLength: 1_000,
  tags: 20,
  /** Languages, and skills, of one person or queue. */
  words: 20,
  /** Conversations that one person may want at once. */
  atOnce: 50,
  templateLength: 4_000,
  /** An example of what visitors say. */
  sentenceLength: 500,
  searchLength: 200,
  /** Conversations of one page of the inbox. */
  pageSize: 50,
  /** Entries of one page of the audit log. */
  auditPage: 100,
  /** Log events of one page of a conversation. */
  logPage: 100,
} as const;
