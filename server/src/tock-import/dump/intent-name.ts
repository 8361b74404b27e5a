import { type DumpValue, isObject } from "./dump-value.ts";

/** `{ "name": "weather" }`, or the bare name. */
export function readIntent(intent: DumpValue): string | undefined {
  const name = isObject(intent.value) ? intent.field("name").text() : intent.text();
  return name === undefined ? undefined : withoutNamespace(name);
}

/** `app:weather` is `weather`. Tock's own names keep theirs: `tock:unknown`. */
export function withoutNamespace(name: string): string {
  return name.startsWith("tock:") ? name : name.slice(name.indexOf(":") + 1);
}
