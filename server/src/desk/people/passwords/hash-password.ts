import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { RequestError } from "#app/errors.ts";

/** `memory`: KiB. `passes`: how often it is gone through. */
export type HashCost = { memory: number; passes: number; parallelism: number };

/** What OWASP's Password Storage Cheat Sheet asks for at least of argon2id. */
export const currentCost: HashCost = { memory: 19_456, passes: 2, parallelism: 1 };

const tagLength = 32;
/** Each takes a thread of Node's pool of four, which files and names of hosts need, too. */
const mostAtOnce = 2;
/** About two seconds of work; whoever comes later would wait for an answer that nobody waits for any more. */
const mostWaiting = 32;

type Hash = { cost: HashCost; salt: Buffer; tag: Buffer };

/** Makes and compares argon2id hashes beside the event loop, a few at once. */
export class PasswordHasher {
  readonly #cost: HashCost;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  /** What the passwords of nobody are compared with, so that they take as long as others. */
  readonly #nobody: Hash;

  constructor(cost: HashCost = currentCost) {
    this.#cost = cost;
    this.#nobody = { cost, salt: randomBytes(16), tag: randomBytes(tagLength) };
  }

  /** @returns the hash in PHC's format. @throws RequestError `unavailable` when too many wait. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(16);
    const tag = await this.#derive(password, { cost: this.#cost, salt });
    return format({ cost: this.#cost, salt, tag });
  }

  /**
   * @param kept what {@link hash} has made; undefined: there is no such person, which takes as long.
   * @throws RequestError `unavailable` when too many wait.
   */
  async verify(password: string, kept: string | undefined): Promise<boolean> {
    const { cost, salt, tag } = kept === undefined ? this.#nobody : parse(kept);
    const isSame = timingSafeEqual(await this.#derive(password, { cost, salt }), tag);
    return isSame && kept !== undefined;
  }

  /** Whether it was made when less was asked for. */
  isOutdated(kept: string): boolean {
    const { memory, passes, parallelism } = parse(kept).cost;
    return memory < this.#cost.memory || passes < this.#cost.passes || parallelism < this.#cost.parallelism;
  }

  async #derive(password: string, { cost, salt }: Omit<Hash, "tag">): Promise<Buffer> {
    if (this.#running >= mostAtOnce) await this.#turn();
    else this.#running += 1;
    try {
      return await derive(password, cost, salt);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }

  async #turn(): Promise<void> {
    if (this.#waiting.length >= mostWaiting)
      throw new RequestError("unavailable", "too many people sign in at once; try again", { retryAfterMs: 2_000 });
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}

function derive(password: string, { memory, passes, parallelism }: HashCost, nonce: Buffer): Promise<Buffer> {
  // The same letters may come in two forms, by the keyboard (NIST SP 800-63B-4, 3.1.1.2).
  const message = password.normalize("NFKC");
  return new Promise((resolve, reject) => {
    argon2("argon2id", { message, nonce, memory, passes, parallelism, tagLength }, (error, tag) => {
      if (error === null) resolve(tag);
      else reject(error);
    });
  });
}

function format({ cost: { memory, passes, parallelism }, salt, tag }: Hash): string {
  const text = (bytes: Buffer): string => bytes.toString("base64").replaceAll("=", "");
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(salt)}$${text(tag)}`;
}

const format19 = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

function parse(kept: string): Hash {
  const [, memory, passes, parallelism, salt = "", tag = ""] = format19.exec(kept) ?? [];
  if (memory === undefined) throw new Error("a kept password is not of the form that is written");
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
}
