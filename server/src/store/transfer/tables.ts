/** A table that both databases have, with the columns that are moved and their types in PostgreSQL. */
export type MovedTable = {
  name: string;
  /** Its rows are read and compared in this order; byte by byte in both databases. */
  key: readonly string[];
  columns: Readonly<Record<string, "text" | "bigint" | "integer" | "double precision" | "boolean">>;
};

const eventKey = ["conversation", "seq"];

/** Everything but leases, which end with the processes that hold them, and facts of one database alone. */
export const movedTables: readonly MovedTable[] = [
  {
    name: "conversation",
    key: ["id"],
    columns: {
      id: "text",
      connector_id: "text",
      user_id: "text",
      written_by: "text",
      address: "text",
      last_seq: "integer",
      oldest_seq: "integer",
      state: "text",
      answer_due: "bigint",
      delivery_due: "bigint",
      deliver_after: "bigint",
      created_at: "bigint",
      updated_at: "bigint",
    },
  },
  {
    name: "event",
    key: eventKey,
    columns: { conversation: "text", seq: "integer", key: "text", body: "text", body_hash: "text", at: "bigint" },
  },
  {
    name: "work",
    key: eventKey,
    columns: {
      conversation: "text",
      seq: "integer",
      acted_at: "double precision",
      locale: "text",
      attempts: "integer",
      begun: "boolean",
      not_before: "bigint",
      ordered_at: "double precision",
    },
  },
  {
    name: "idempotency_record",
    key: [...eventKey, "name"],
    columns: { conversation: "text", seq: "integer", name: "text", value: "text" },
  },
  {
    name: "dead_letter",
    key: eventKey,
    columns: {
      conversation: "text",
      seq: "integer",
      acted_at: "double precision",
      locale: "text",
      attempts: "integer",
      reason: "text",
      at: "bigint",
    },
  },
  {
    name: "outbox",
    key: ["position"],
    columns: {
      position: "bigint",
      id: "text",
      conversation: "text",
      payload: "text",
      state: "text",
      attempts: "integer",
      maybe_delivered: "boolean",
      not_before: "bigint",
      external_id: "text",
      reason: "text",
      error_kind: "text",
      edits: "text",
      interim: "boolean",
      receipt: "text",
      updated_at: "bigint",
      queued_at: "bigint",
      covers_until: "bigint",
      parts_out: "integer",
    },
  },
  {
    name: "blob_use",
    key: ["blob", ...eventKey],
    columns: { blob: "text", conversation: "text", seq: "integer" },
  },
  {
    name: "deleted_conversation",
    key: ["conversation"],
    columns: { conversation: "text", last_seq: "integer", at: "bigint" },
  },
  {
    name: "blocked",
    key: ["connector_id", "user_id"],
    columns: { connector_id: "text", user_id: "text", at: "bigint" },
  },
  {
    name: "deletion",
    key: ["number"],
    columns: {
      number: "bigint",
      at: "bigint",
      connector_id: "text",
      wanted_by: "text",
      conversations: "integer",
      events: "integer",
      files: "integer",
    },
  },
  {
    name: "alias",
    key: ["connector_id", "type", "value"],
    columns: { connector_id: "text", type: "text", value: "text", user_id: "text" },
  },
  {
    name: "token",
    key: ["connector_id", "token"],
    columns: { connector_id: "text", token: "text", value: "text", created_at: "bigint" },
  },
  {
    name: "session",
    key: ["connector_id", "visitor_id"],
    columns: {
      connector_id: "text",
      visitor_id: "text",
      generation: "integer",
      used_at: "bigint",
      ended: "bigint",
      ended_at: "bigint",
      expires_at: "bigint",
    },
  },
  {
    name: "push_subscription",
    key: ["endpoint"],
    columns: {
      endpoint: "text",
      connector_id: "text",
      conversation: "text",
      visitor_id: "text",
      session_id: "text",
      p256dh: "text",
      auth: "text",
      server_key: "text",
      title: "text",
      url: "text",
      notified_seq: "integer",
      has_news: "integer",
      tries: "integer",
      due_at: "bigint",
      saved_at: "bigint",
      expires_at: "bigint",
    },
  },
  {
    name: "upload",
    key: ["id"],
    columns: {
      id: "text",
      connector_id: "text",
      conversation: "text",
      client_id: "text",
      name: "text",
      media_type: "text",
      bytes: "bigint",
      received: "bigint",
      file: "text",
      expires_at: "bigint",
    },
  },
  {
    name: "upload_part",
    key: ["upload", "start"],
    columns: { upload: "text", start: "bigint", blob: "text" },
  },
  {
    name: "person",
    key: ["id"],
    columns: { id: "text", created_at: "bigint" },
  },
  {
    name: "person_member",
    key: ["connector_id", "user_id"],
    columns: { connector_id: "text", user_id: "text", person_id: "text" },
  },
  {
    name: "person_memory",
    key: ["number"],
    columns: {
      number: "bigint",
      person_id: "text",
      name: "text",
      value: "text",
      connector_id: "text",
      user_id: "text",
    },
  },
  {
    name: "used_ref",
    key: ["id"],
    columns: { id: "text", used_by: "text", outcome: "text", forget_at: "bigint" },
  },
];
