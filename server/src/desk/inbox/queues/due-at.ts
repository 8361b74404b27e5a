import type { Queue } from "@causerie/protocol/desk";
import type { Case } from "#desk/inbox/case-store.ts";
import { addOpenMinutes } from "./add-open-minutes.ts";

/** Until when the team is to answer somebody who waits since then. Undefined: nobody has said so for this queue. */
export function dueAt(
  queue: Queue | undefined,
  { state, repliedAt }: Pick<Case, "state" | "repliedAt">,
  waitingSince: number | undefined,
): number | undefined {
  if (queue === undefined || waitingSince === undefined) return undefined;
  const isFirst = state === "waiting" || repliedAt === undefined;
  const minutes = isFirst ? queue.firstAnswerMinutes : queue.nextAnswerMinutes;
  return minutes === undefined ? undefined : addOpenMinutes(queue, waitingSince, minutes);
}
