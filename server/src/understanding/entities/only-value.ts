import type { Json } from "#channel/json.ts";

/** The value that all mentions mean; undefined where there is none, or where they differ. */
export function onlyValue<Value extends Json>(found: readonly { value: Value }[]): Value | undefined {
  const [first, ...others] = found;
  if (first === undefined) return undefined;
  const same = JSON.stringify(first.value);
  return others.every(({ value }) => JSON.stringify(value) === same) ? first.value : undefined;
}
