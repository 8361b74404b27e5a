/**
 * What goes out as the metadata of a message, and comes back with its echo: the delivery's id. Before it, in a part of a
 * delivery that is several messages, how many parts are out with it. The last part has the id alone: then all is there.
 * @module
 */

export function markOfPart(deliveryId: string, partsOut: number): string {
  return `part ${partsOut} of ${deliveryId}`;
}

/** `partsOut`: of a part that others follow. */
export function readMark(metadata: string): { deliveryId: string; partsOut?: number } {
  const [, count, deliveryId] = /^part (\d{1,4}) of (.+)$/s.exec(metadata) ?? [];
  return deliveryId === undefined ? { deliveryId: metadata } : { deliveryId, partsOut: Number(count) };
}
