/** Prints for programs if they asked for it, else for people. */
export function print(value: unknown, isJson: boolean, words: () => readonly string[]): void {
  if (isJson) console.log(JSON.stringify(value, undefined, 2));
  else for (const line of words()) console.log(line);
}

/** Problems are no result: who reads the output of a command for a program must not find them in it. */
export function printProblems(problems: readonly string[]): void {
  for (const problem of problems) console.error(`- ${problem}`);
}

/** Columns under their names. Control characters of foreign ids must not control the terminal. */
export function table(
  rows: readonly Readonly<Record<string, string | number | undefined>>[],
  nothing: string,
): string[] {
  const [first] = rows;
  if (first === undefined) return [nothing];
  const names = Object.keys(first);
  const cells = [names, ...rows.map((row) => names.map((name) => String(row[name] ?? "").replaceAll(/\p{Cc}/gu, "")))];
  const widths = names.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** ISO 8601, in seconds. */
export function timeOf(at: number | undefined): string {
  return at === undefined ? "" : `${new Date(at).toISOString().slice(0, 19)}Z`;
}
