import type { Findings } from "./findings.ts";

/**
 * One value of a dump, which knows where it stands. Reading it never throws: what has not the expected form is a finding, and
 * counts as absent.
 */
export class DumpValue {
  readonly value: unknown;
  /** Its file and path, e.g. `stories.json $[2].intent`. */
  readonly at: string;
  readonly findings: Findings;

  constructor(value: unknown, at: string, findings: Findings) {
    this.value = value;
    this.at = at;
    this.findings = findings;
  }

  /** Null and a field that is missing are the same in a dump: both are `undefined` here. */
  field(name: string): DumpValue {
    const own = isObject(this.value) && Object.hasOwn(this.value, name) ? this.value[name] : undefined;
    return new DumpValue(own ?? undefined, `${this.at}.${name}`, this.findings);
  }

  get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  /** @param expected what it is, for the finding: `a list of steps`. */
  list(expected: string): DumpValue[] {
    if (this.isAbsent) return [];
    if (!Array.isArray(this.value)) {
      this.refuse(`expected ${expected}`);
      return [];
    }
    return this.value.map((each: unknown, index) => new DumpValue(each, `${this.at}[${index}]`, this.findings));
  }

  /** The text without blanks around it; a blank one is undefined. */
  text(): string | undefined {
    if (this.isAbsent) return undefined;
    if (typeof this.value !== "string") {
      this.refuse("expected a text");
      return undefined;
    }
    const text = this.value.trim();
    return text === "" ? undefined : text;
  }

  /** A text that the part cannot do without. */
  neededText(what: string): string | undefined {
    const text = this.text();
    if (text === undefined && (this.isAbsent || typeof this.value === "string")) this.refuse(`${what} is missing`);
    return text;
  }

  number(): number | undefined {
    if (this.isAbsent) return undefined;
    if (typeof this.value === "number" && Number.isFinite(this.value)) return this.value;
    this.refuse("expected a number");
    return undefined;
  }

  flag(otherwise: boolean): boolean {
    if (this.isAbsent) return otherwise;
    if (typeof this.value === "boolean") return this.value;
    this.refuse("expected true or false");
    return otherwise;
  }

  /** False, with a finding: it is no object. */
  isObject(expected: string): boolean {
    if (isObject(this.value)) return true;
    this.refuse(`expected ${expected}`);
    return false;
  }

  /** Names every field that this version of the import does not know, so that none is dropped in silence. */
  refuseUnknown(known: readonly string[]): void {
    if (!isObject(this.value)) return;
    for (const [name, value] of Object.entries(this.value)) {
      const isEmpty = value === null || value === "" || (Array.isArray(value) && value.length === 0);
      if (!known.includes(name) && !isEmpty && value !== false)
        this.findings.add("lost", `${this.at}.${name}`, "a field that this import does not know; look at it yourself");
    }
  }

  refuse(detail: string): void {
    this.findings.add("unreadable", this.at, detail);
  }

  lose(detail: string): void {
    this.findings.add("lost", this.at, detail);
  }

  change(detail: string): void {
    this.findings.add("changed", this.at, detail);
  }

  leaveOpen(detail: string): void {
    this.findings.add("open", this.at, detail);
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
