import { alreadyReplied, invalidParameter, outsideWindow } from "#api/graph-errors.ts";
import { limits } from "#parse/limits.ts";

/** What a call may name in place of a person's id. */
export type OtherRecipient = { kind: OtherRecipientKind; id: string };

export const otherRecipientKinds = [
  "user_ref",
  "comment_id",
  "post_id",
  "one_time_notif_token",
  "notification_messages_token",
] as const;

export type OtherRecipientKind = (typeof otherRecipientKinds)[number];

interface Known {
  psid: string;
  since: number;
  used: boolean;
  stopped: boolean;
}

/** Who stands behind a site's own name, a comment, a post or a token, and whether it may still be used. */
export class OtherRecipients {
  #known = new Map<string, Known>();

  add({ kind, id }: OtherRecipient, psid: string, now: number): void {
    this.#known.set(`${kind} ${id}`, { psid, since: now, used: false, stopped: false });
  }

  /** The person wants no more messages by this token. */
  stop({ kind, id }: OtherRecipient): void {
    const known = this.#known.get(`${kind} ${id}`);
    if (known !== undefined) known.stopped = true;
  }

  /** The person; a comment has one answer, and a one-time token one message. @throws GraphError */
  use({ kind, id }: OtherRecipient, now: number): string {
    const known = this.#known.get(`${kind} ${id}`);
    if (known === undefined) throw invalidParameter(`Param recipient[${kind}] is not valid`);
    if (known.stopped) throw outsideWindow();
    const isOnce = kind !== "user_ref" && kind !== "notification_messages_token";
    if (isOnce && known.used) throw alreadyReplied();
    const life =
      kind === "user_ref" ? limits.windowMs.standard : kind.endsWith("_id") ? limits.windowMs.humanAgent : Infinity;
    if (now - known.since > life) throw outsideWindow();
    known.used = true;
    return known.psid;
  }
}
