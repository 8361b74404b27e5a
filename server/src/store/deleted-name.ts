import { hash } from "node:crypto";

/** What is kept of the id of a deleted conversation: it may be a person's, e.g. on Messenger, and they asked to be forgotten. */
export function deletedName(conversation: string): string {
  return hash("sha256", conversation, "base64url");
}
