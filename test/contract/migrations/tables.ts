/** What a schema is, as lines that can be compared. */
export type Tables = {
  names: readonly string[];
  /** What statements rely on: columns, functions, what ON CONFLICT names. */
  offers: readonly string[];
  /** What refuses a row. */
  demands: readonly { table: string; line: string }[];
};

/**
 * What the statements of the former version may no longer do after a migration: each line names what is gone, or what refuses their rows.
 * New tables may demand what they like.
 */
export function whatBreaks(before: Tables, after: Tables): string[] {
  const known = new Set(before.demands.map(({ line }) => line));
  return [
    ...before.offers.filter((line) => !after.offers.includes(line)).map((line) => `gone: ${line}`),
    ...after.demands
      .filter(({ table, line }) => before.names.includes(table) && !known.has(line))
      .map(({ line }) => `refuses: ${line}`),
  ];
}
