import { type DeskAct, deskActSchema } from "@causerie/protocol/desk";
import * as v from "valibot";

/** An act that the server has not answered yet. `at`: when the operator did it, milliseconds since 1970. */
export type PendingAct = { conversationId: string; act: DeskAct; at: number };

export const pendingActsSchema = v.array(v.object({ conversationId: v.string(), act: deskActSchema, at: v.number() }));

/** An act as the operator does it: who sends it gives it its id. */
export type NewAct = DeskAct extends infer Act ? (Act extends DeskAct ? Omit<Act, "id"> : never) : never;

/** 128 random bits. Not `randomUUID`, which a page without TLS does not have. */
export function makeActId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The words in it that would be lost if it were dropped. */
export function wordsOf(act: DeskAct): { kind: "answer" | "note"; text: string } | undefined {
  switch (act.type) {
    case "say":
      return { kind: "answer", text: act.text };
    case "note":
      return { kind: "note", text: act.text };
    case "return":
    case "transfer":
      return act.note === undefined || act.note === "" ? undefined : { kind: "note", text: act.note };
    case "take":
    case "close":
    case "tag":
    case "language":
      return undefined;
  }
}
