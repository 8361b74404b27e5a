import type { DeskDelivery } from "#channel/host/desk-delivery.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";
import { readChannel } from "#desk/channels/kept-channel.ts";
import { changeCase, withoutOperator } from "./case-changes.ts";
import type { Case, CaseStore } from "./case-store.ts";
import { queueWords } from "./queues/said-by-queue.ts";
import { chooseQueue } from "./queues/choose-queue.ts";
import { readQueues } from "./queues/kept-queues.ts";
import { acceptFromTeam, team, type TeamEventParts } from "./team-event.ts";

export type DeliveryParts = TeamEventParts & {
  cases: CaseStore;
  records: Pick<DeskRecords, "list" | "read">;
  /** Something of the conversation has changed that its log does not show. */
  changed: (conversationId: string) => void;
};

export type ForDesk = { id: string; conversationId: string; connectorId: string; payload: DeskDelivery };

/** Does what a turn has for the desk. Twice is once: the case knows the delivery by which it was opened, and the event its id. */
export async function takeDelivery(parts: DeliveryParts, item: ForDesk): Promise<void> {
  switch (item.payload.type) {
    case "opened":
      await openCase(parts, item, item.payload);
      break;
    case "returned":
      await giveBack(parts, item);
      break;
  }
  parts.changed(item.conversationId);
}

async function openCase(
  parts: DeliveryParts,
  { id, conversationId, connectorId }: ForDesk,
  { story, locale, summary, to }: Extract<DeskDelivery, { type: "opened" }>,
): Promise<void> {
  const { cases, records, now } = parts;
  const before = await cases.read(conversationId);
  const channel = await readChannel(records, connectorId);
  const language = before?.language ?? locale;
  const queue = chooseQueue(await readQueues(records), { to, ofChannel: channel?.queue, language, connectorId });
  const opened = await changeCase(
    cases,
    conversationId,
    (known): Case | undefined => {
      if (known.openedBy === id) return undefined;
      // What the team answered the last time is no answer to what is asked now.
      const { summary: _before, queue: _queue, repliedAt: _replied, ...rest } = withoutOperator(known);
      return {
        ...rest,
        state: "waiting",
        story,
        language,
        waitingSince: now(),
        openedBy: id,
        ...(queue === undefined ? {} : { queue: queue.id }),
        // PostgreSQL's texts have no character 0.
        ...(summary === undefined ? {} : { summary: summary.replaceAll("\0", "") }),
      };
    },
    now(),
  );
  // Meanwhile somebody of the team may have it already: then nobody waits, and the notice is not said.
  if (opened?.state !== "waiting" || queue === undefined) return;
  const text = await queueWords(cases, queue, opened, now());
  if (text !== undefined) await acceptFromTeam(parts, conversationId, team({ type: "notice", text }), `${id} notice`);
}

/** The delivery may be late: then somebody of the team has it again, which the state of the conversation knows. */
async function giveBack({ cases, now }: DeliveryParts, { conversationId }: ForDesk): Promise<void> {
  const [row] = await cases.rows([conversationId]);
  const handover = row?.state.handover;
  if (row === undefined || (handover !== undefined && handover.until > now())) return;
  await changeCase(
    cases,
    conversationId,
    (known) =>
      known.state === "waiting" || known.state === "open" ? { ...withoutOperator(known), state: "bot" } : undefined,
    now(),
  );
}
