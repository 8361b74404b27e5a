const repeatMs = 600;
const nearPx = 8;

type Press = { currentTarget: EventTarget; timeStamp: number; detail: number; clientX: number; clientY: number };

let last: { control: EventTarget; at: number; x: number; y: number } | undefined;

/**
 * False for a press that only repeats the one before it, of a double click or a held key. The thread may move under the
 * pointer: then the second click of a double click falls on another control, in the same place.
 */
export function isMeant({ currentTarget, timeStamp, detail, clientX, clientY }: Press): boolean {
  const before = last;
  last = { control: currentTarget, at: timeStamp, x: clientX, y: clientY };
  if (before === undefined || timeStamp - before.at >= repeatMs) return true;
  // A key has no place, and no detail.
  const isSamePosition = detail > 0 && Math.abs(clientX - before.x) < nearPx && Math.abs(clientY - before.y) < nearPx;
  return before.control !== currentTarget && !isSamePosition;
}
