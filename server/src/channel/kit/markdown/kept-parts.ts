/** Two noncharacters of Unicode, which no text may hold (Unicode, 23.7), around a number. */
const open = "\ufdd0";
const close = "\ufdd1";

/** Parts of a text in which nothing may be changed. Signs stand in their places meanwhile. */
export class KeptParts {
  readonly #parts: string[] = [];

  /** The text without signs that are not ours. */
  open(text: string): string {
    return text.replaceAll(/[\ufdd0\ufdd1]/g, "");
  }

  /** @returns what stands for the part. */
  keep(part: string): string {
    this.#parts.push(part);
    return `${open}${this.#parts.length - 1}${close}`;
  }

  /** The text with all parts. One may hold others. */
  close(text: string): string {
    return text.replaceAll(/\ufdd0(\d+)\ufdd1/g, (_all, index: string) => this.close(this.#parts[Number(index)] ?? ""));
  }
}
