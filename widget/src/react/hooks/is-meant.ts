const sameMs = 600;
/** The thread may move under the pointer: then the second click of a double click falls on another control. */
const otherMs = 400;
let last: { control: EventTarget; at: number } | undefined;

/** False for a press that only repeats the one before it: of a double click or a held key. */
export function isMeant({ currentTarget, timeStamp }: { currentTarget: EventTarget; timeStamp: number }): boolean {
  const before = last;
  last = { control: currentTarget, at: timeStamp };
  return before === undefined || timeStamp - before.at >= (before.control === currentTarget ? sameMs : otherMs);
}
