import type { Json } from "#channel/json.ts";
import type { Lease, Turns } from "#conversation/turns.ts";
import { AuthorError } from "#app/errors.ts";
import { findNonJson } from "#bot/authoring/find-non-json.ts";

type Effect<Value> = (key: string) => Promise<Value> | Value;

/** The effects of one event that must not be done twice, in this try and those after a crash. */
export class Once {
  readonly #turns: Pick<Turns, "idempotencyRecords" | "keepIdempotencyRecord">;
  readonly #lease: Lease;
  /** By name: who asks again while an effect is under way waits for it. */
  readonly #running = new Map<string, Promise<Json | void>>();

  constructor(turns: Pick<Turns, "idempotencyRecords" | "keepIdempotencyRecord">, lease: Lease) {
    this.#turns = turns;
    this.#lease = lease;
  }

  /** @throws the signal's reason once it is aborted: the fallback has said that it did not work. */
  async run<Value extends Json | void>(name: string, effect: Effect<Value>, signal: AbortSignal): Promise<Value> {
    const running = this.#running.get(name) ?? this.#do(name, effect, signal);
    this.#running.set(name, running);
    return (await running) as Value;
  }

  async #do(name: string, effect: Effect<Json | void>, signal: AbortSignal): Promise<Json | void> {
    const noted = await this.#turns.idempotencyRecords(this.#lease);
    if (Object.hasOwn(noted, name)) return fromNote(noted[name]);
    signal.throwIfAborted();
    const value = await effect(`${this.#lease.conversation.id}/${this.#lease.seq}/${name}`);
    if (findNonJson(value) !== undefined)
      throw new AuthorError(`turn.once("${name}"): what the effect returns must be plain JSON, to be remembered`);
    await this.#turns.keepIdempotencyRecord(this.#lease, name, toNote(value));
    return value;
  }
}

/** JSON has no undefined; a note has a value or not. */
function toNote(value: Json | void): Json {
  return value === undefined ? {} : { value };
}

function fromNote(note: Json | undefined): Json | undefined {
  return typeof note === "object" && note !== null && "value" in note ? note["value"] : undefined;
}
