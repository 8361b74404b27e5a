import { type DeskAct, deskActSchema } from "@causerie/protocol/desk";
import * as v from "valibot";

/** An act that the server has not answered yet. `at`: when the operator did it, milliseconds since 1970. */
export type PendingAct = { conversationId: string; act: DeskAct; at: number };

export const pendingActsSchema = v.array(v.object({ conversationId: v.string(), act: deskActSchema, at: v.number() }));

/** An act as the operator does it: who sends it gives it its id. */
export type NewAct = DeskAct extends infer Act ? (Act extends DeskAct ? Omit<Act, "id"> : never) : never;

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
    case "send":
    case "take":
    case "close":
    case "tag":
    case "language":
      return undefined;
  }
}
