import type { UploadStore } from "#uploads/upload-store.ts";
import type { Database } from "./database.ts";
import { findUpload } from "./operations/uploads.ts";
import type { OperatorParts } from "./operator/create-operator.ts";

export function createUploadStore(reader: Database, writer: Pick<OperatorParts, "run">): UploadStore {
  return {
    begin: (upload, keepMs, now) => writer.run("beginUpload", { ...upload, keepMs, now }),
    find: async (owner, id, now) => findUpload(reader, owner, id, now),
    append: (owner, id, part, keepMs, now) => writer.run("appendUpload", { ...owner, id, part, keepMs, now }),
    complete: (owner, id, file) => writer.run("completeUpload", { ...owner, id, file }),
    sent: (owner, ids, keepMs, now) => writer.run("markUploadsSent", { ...owner, ids, keepMs, now }),
    drop: (owner, id) => writer.run("dropUpload", { ...owner, id }),
    expire: (now) => writer.run("expireUploads", { now }),
  };
}
