/**
 * What a turn has for the desk: the conversation waits for somebody of the team, or the bot has it again without the desk's doing. It goes by
 * the outbox, so it is done once, after the answer, and whatever becomes of the process.
 */
export type DeskDelivery =
  | { type: "opened"; story: string; locale: string; summary?: string; to?: string }
  | { type: "returned" };

/** Behind the conversation and the number of the event. What is said ends in the number of a part, so no story has such an id. */
const form = /\/\d+\.desk$/;

/** No channel gets it, and its id alone says so: a payload is made by a connector from what a story says. */
export function deskDeliveryId(conversationId: string, seq: number): string {
  return `${conversationId}/${seq}.desk`;
}

export function isForDesk({ id }: { id: string }): boolean {
  return form.test(id);
}
