import type { Json } from "#channel/json.ts";
import type { Lease, Turns } from "#conversation/turns.ts";
import { AuthorError } from "#app/errors.ts";
import { findNonJson } from "#bot/authoring/find-non-json.ts";

type Effect<Value> = (key: string) => Promise<Value> | Value;

/** `turn.once`: the effects of one event that must not be done twice, neither in this try nor in one after a crash. */
export class IdempotentEffects {
  readonly #turns: Pick<Turns, "idempotencyRecords" | "keepIdempotencyRecord">;
  readonly #lease: Lease;
  /** By name. A second call waits for an effect that is under way. */
  readonly #running = new Map<string, Promise<Json | void>>();

  constructor(turns: Pick<Turns, "idempotencyRecords" | "keepIdempotencyRecord">, lease: Lease) {
    this.#turns = turns;
    this.#lease = lease;
  }

  /** @throws the signal's reason once it is aborted: the fallback has answered by then, so the effect must not begin. */
  async run<Value extends Json | void>(name: string, effect: Effect<Value>, signal: AbortSignal): Promise<Value> {
    const running = this.#running.get(name) ?? this.#runOnce(name, effect, signal);
    this.#running.set(name, running);
    return (await running) as Value;
  }

  async #runOnce(name: string, effect: Effect<Json | void>, signal: AbortSignal): Promise<Json | void> {
    const records = await this.#turns.idempotencyRecords(this.#lease);
    if (Object.hasOwn(records, name)) return fromRecord(records[name]);
    signal.throwIfAborted();
    const value = await effect(`${this.#lease.conversation.id}/${this.#lease.seq}/${name}`);
    if (findNonJson(value) !== undefined)
      throw new AuthorError(`turn.once("${name}"): what the effect returns must be plain JSON, to be remembered`);
    await this.#turns.keepIdempotencyRecord(this.#lease, name, toRecord(value));
    return value;
  }
}

/** JSON has no undefined, so the idempotency record has a value or not. */
function toRecord(value: Json | void): Json {
  return value === undefined ? {} : { value };
}

function fromRecord(record: Json | undefined): Json | undefined {
  return typeof record === "object" && record !== null && "value" in record ? record["value"] : undefined;
}
