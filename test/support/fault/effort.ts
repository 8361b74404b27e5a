/** `npm run test:fault` sets it: everything is then done as often as the table of faults names. */
export const isLong = process.env["CAUSERIE_FAULT"] === "long";

/** So often in `npm test`, and so often in the long form. */
export function times(short: number, long: number): number {
  return isLong ? long : short;
}
