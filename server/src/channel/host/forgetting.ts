/** Behind the conversation and the number of the event. What is said ends in the number of a part, so no story has such an id. */
const form = /\/\d+\.forget$/;

/**
 * The id of the delivery that stands behind an answer after which the person is to be forgotten. No channel gets it, and its id alone
 * says so: a payload is made by a connector from what a story says.
 */
export function forgettingId(conversationId: string, seq: number): string {
  return `${conversationId}/${seq}.forget`;
}

export function isForgetting({ id }: { id: string }): boolean {
  return form.test(id);
}
