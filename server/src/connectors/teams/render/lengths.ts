/** Units of a text or an element as it is sent. */
export function lengthOf(value: unknown): number {
  return JSON.stringify(value).length;
}
