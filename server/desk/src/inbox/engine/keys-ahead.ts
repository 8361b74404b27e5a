/** Keys that write something: the letters after them are its text. */
const writes: readonly string[] = ["r", "n"];
/** Keys that open a dialog with a text of its own: the letters after them are not for the list. */
const asks: readonly string[] = ["h", "m"];
const acts: readonly string[] = [...writes, ...asks, "t", "e", "c"];

export type KeptKeys = { acts: readonly string[]; text: string };

/**
 * Keys that were pressed while the conversation that they mean was still being read: people are faster than lines. They are done once it is
 * there. Letters after `r` or `n` are text from then on, and no commands.
 */
export class KeysAhead {
  #of: string | undefined;
  #acts: string[] = [];
  #text = "";

  /**
   * @param id of the conversation that is being read.
   * @returns whether the key was kept, and must do nothing now.
   */
  keep(id: string, key: string): boolean {
    if (this.#of !== id) this.forget();
    const last = this.#acts.at(-1) ?? "";
    if (key === "Escape" && last !== "") {
      this.forget();
      return true;
    }
    if (writes.includes(last)) return this.#write(key);
    if (asks.includes(last)) return key.length === 1;
    if (!acts.includes(key)) return false;
    this.#of = id;
    this.#acts.push(key);
    return true;
  }

  /** What was kept for this conversation, once; nothing of another one. */
  release(id: string): KeptKeys {
    const kept = this.#of === id ? { acts: this.#acts, text: this.#text } : { acts: [], text: "" };
    this.forget();
    return kept;
  }

  forget(): void {
    this.#of = undefined;
    this.#acts = [];
    this.#text = "";
  }

  #write(key: string): boolean {
    if (key === "Backspace") this.#text = Array.from(this.#text).slice(0, -1).join("");
    else if (key.length === 1 || isOneCharacter(key)) this.#text += key;
    // Enter must neither send what nobody has seen nor open the line that has the focus. Tab goes its way.
    else return key === "Enter";
    return true;
  }
}

/** Outside of the basic plane a character has two code units; names of keys are ASCII. */
function isOneCharacter(key: string): boolean {
  return Array.from(key).length === 1;
}
