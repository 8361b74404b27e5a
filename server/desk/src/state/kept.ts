import * as v from "valibot";

/**
 * What the browser keeps of this console. Each entry is read by a schema, since an older console may have written it, and none is older than
 * a week: it may hold what was meant for a visitor.
 */
const maxAgeMs = 7 * 24 * 3_600_000;
const prefix = "causerie-desk:";

export function readKept<Schema extends v.GenericSchema>(
  name: string,
  schema: Schema,
): v.InferOutput<Schema> | undefined {
  const text = localStorage.getItem(prefix + name);
  if (text === null) return undefined;
  const outer = v.safeParse(v.pipe(v.string(), v.parseJson(), v.object({ at: v.number(), value: v.unknown() })), text);
  if (!outer.success || Date.now() - outer.output.at >= maxAgeMs) return undefined;
  const parsed = v.safeParse(schema, outer.output.value);
  return parsed.success ? parsed.output : undefined;
}

/** @returns false: the browser has no room, or keeps nothing in this window. */
export function keep(name: string, value: unknown): boolean {
  try {
    if (value === undefined) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, JSON.stringify({ at: Date.now(), value }));
    return true;
  } catch {
    // It still stands on the page.
    return false;
  }
}

/** Removes what is too old, of whoever was signed in at this machine. */
export function sweepKept(): void {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(prefix)) continue;
    const name = key.slice(prefix.length);
    if (!name.startsWith("own:") && readKept(name, v.unknown()) === undefined) localStorage.removeItem(key);
  }
}
