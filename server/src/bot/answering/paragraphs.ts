/** Shorter paragraphs wait for company: a push for each line would be a storm on the person's phone. UTF-16 units. */
const shortest = 120;

/**
 * Gives out a text that is still being written, paragraph by paragraph. The last one is never complete, and a code block
 * is not taken apart. Every line is looked at once, however small the pieces are.
 */
export class Paragraphs {
  #text = "";
  /** Where the line begins that is not complete. */
  #lineAt = 0;
  #afterBlank = false;
  #inCode = false;

  /** @returns the paragraphs that are complete now; empty if none is. */
  push(piece: string): string {
    this.#text += piece;
    let boundary = 0;
    for (;;) {
      const end = this.#text.indexOf("\n", this.#lineAt);
      const line = this.#text.slice(this.#lineAt, end < 0 ? undefined : end);
      const isBlank = line.trim() === "";
      if (!isBlank && this.#afterBlank && !this.#inCode && this.#lineAt >= shortest) boundary = this.#lineAt;
      if (end < 0) break;
      if (line.trimStart().startsWith("```")) this.#inCode = !this.#inCode;
      this.#afterBlank = isBlank;
      this.#lineAt = end + 1;
    }
    const complete = this.#text.slice(0, boundary);
    this.#text = this.#text.slice(boundary);
    this.#lineAt -= boundary;
    return complete;
  }

  /** What has not been given out. */
  get rest(): string {
    return this.#text;
  }
}
