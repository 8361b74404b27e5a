import { nearestName } from "#names/nearest-name.ts";

/** The names of the options that something takes. A type such as `Record<keyof SlotOptions, true>` keeps it complete. */
export type KnownOptions = Readonly<Record<string, true>>;

/** What is wrong with the names of these options, in one sentence for each. */
export function unknownOptions(owner: string, given: object, known: KnownOptions, kind = "an option"): string[] {
  return Object.keys(given)
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => `${owner} has ${kind} ${unknownName(name, `${kind.split(" ").at(-1) ?? ""}s`, Object.keys(known))}`);
}

/** @throws TypeError if an option is unknown: it is a typing error, and would have no effect. */
export function assertKnown(owner: string, given: object, known: KnownOptions, kind = "an option"): void {
  const [problem] = unknownOptions(owner, given, known, kind);
  if (problem !== undefined) throw new TypeError(problem);
}

/** `"cofirm"; did you mean "confirm"? steps are confirm and pay`: how an error names what does not exist. */
export function unknownName(name: string, kind: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  const hint = near === undefined ? "" : `did you mean "${near}"? `;
  return `"${name}"; ${hint}${listed(kind, known)}`;
}

/** "slots are a, b and c". */
export function listed(kind: string, names: readonly string[]): string {
  if (names.length === 0) return `there are no ${kind}`;
  const quoted = names.map((name) => `"${name}"`);
  const last = quoted.pop() ?? "";
  return `${kind} are ${quoted.length === 0 ? last : `${quoted.join(", ")} and ${last}`}`;
}
