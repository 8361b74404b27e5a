/** Our messages say by this whose delivery they are, and Slack says it back with each of them (docs.slack.dev/messaging/message-metadata). */
export const deliveryEvent = "causerie_delivery";

export function deliveryMetadata(deliveryId: string): object {
  return { event_type: deliveryEvent, event_payload: { id: deliveryId } };
}
