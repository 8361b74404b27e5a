/** Browsers of other versions round otherwise: pixels, and steps of a colour's channel out of 255. */
const tolerance = 2;

/**
 * Compares what was measured with what is stored, state by state.
 * @returns each line that differs, with what is stored (`-`) and what is there (`+`). A state that has other parts than before is
 * given with all lines that only one of both has.
 */
export function differences(stored: readonly string[], measured: readonly string[]): string[] {
  const [before, now] = [statesOf(stored), statesOf(measured)];
  const names = new Set([...before.keys(), ...now.keys()]);
  return [...names].flatMap((name) => {
    const [old = [], next = []] = [before.get(name), now.get(name)];
    const isSameShape =
      before.has(name) === now.has(name) &&
      old.length === next.length &&
      old.every((line, at) => shapeOf(line) === shapeOf(next[at] ?? ""));
    const changes = isSameShape
      ? old.flatMap((line, at) => (isNear(line, next[at] ?? "") ? [] : [`- ${line}`, `+ ${next[at] ?? ""}`]))
      : [
          ...old.filter((line) => !next.includes(line)).map((line) => `- ${line}`),
          ...next.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
        ];
    return changes.length === 0 && isSameShape ? [] : [`## ${name}`, ...changes];
  });
}

function statesOf(lines: readonly string[]): Map<string, string[]> {
  const states = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of lines)
    if (line.startsWith("## ")) states.set(line.slice(3), (current = []));
    else current.push(line);
  return states;
}

const values = /#[0-9a-f]{8}|-?\b\d+\b/g;

/** The line without its numbers. */
function shapeOf(line: string): string {
  return line.replaceAll(values, "0");
}

function isNear(one: string, other: string): boolean {
  const [left, right] = [numbersOf(one), numbersOf(other)];
  return left.length === right.length && left.every((value, at) => Math.abs(value - (right[at] ?? NaN)) <= tolerance);
}

function numbersOf(line: string): number[] {
  return (line.match(values) ?? []).flatMap((value) =>
    value.startsWith("#")
      ? (value.slice(1).match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
      : [Number(value)],
  );
}
