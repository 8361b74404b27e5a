/* oxlint-disable vitest/no-standalone-expect -- a test runs these */
import { expect } from "vitest";
import type { Lease } from "@causerie/server/conversation/turns.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { says, textEvent } from "./store-samples.ts";

export type Act =
  | { type: "append"; person: string; id: string; text: string; age: number }
  | { type: "begin"; person: string; takeInterrupted: boolean }
  | { type: "say"; person: string }
  | { type: "commit"; person: string }
  | { type: "postpone"; person: string; pause: number }
  | { type: "crash" };

type Work = { seq: number; id: string; at: number; attempts: number; begun: boolean; notBefore: number };
type Talk = { log: string[]; texts: Map<string, { seq: number; text: string }>; work: Work[]; answered: string[] };

/** A store as plain as it can be said, run beside the real one: after each act both must agree. */
export class StoreModel {
  readonly #talks = new Map<string, Talk>();
  readonly #leases = new Map<string, Lease>();
  readonly #reopen: (store: Store) => Promise<Store>;
  #store: Store;
  #now = 0;

  constructor(store: Store, reopen: (store: Store) => Promise<Store>) {
    this.#store = store;
    this.#reopen = reopen;
  }

  async act(act: Act): Promise<void> {
    this.#now += 1;
    switch (act.type) {
      case "append":
        return await this.#append(act);
      case "begin":
        return await this.#begin(act);
      case "say":
        return await this.#say(act.person);
      case "commit":
        return await this.#commit(act.person);
      case "postpone":
        return await this.#postpone(act.person, act.pause);
      case "crash":
        // The wait makes sure that the tries begun so far have been counted.
        await this.#store.ready();
        this.#store = await this.#reopen(this.#store);
        this.#leases.clear();
    }
  }

  async compare(): Promise<void> {
    const due: string[] = [];
    for (const [person, { log, work, answered }] of this.#talks) {
      const events = await this.#store.log.read(person, 0, 1_000);
      expect(events.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
      expect(events.map((event) => (event.type === "message" ? event.messageId : event.type))).toEqual(log);
      expect(await this.#store.log.position(person)).toMatchObject({ lastSeq: log.length, pending: work.length > 0 });
      const head = headOf(work);
      if (head !== undefined && head.notBefore <= this.#now && !this.#leases.has(person)) due.push(person);
      const state = this.#leases.get(person)?.conversation.state.data["answered"];
      if (state !== undefined) expect(state).toEqual(answered);
    }
    expect((await this.#store.turns.due(this.#now, 100, new Set())).sort()).toEqual(due.sort());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#store[Symbol.asyncDispose]();
  }

  async #append({ person, id, text, age }: Act & { type: "append" }): Promise<void> {
    const talk = this.#talkOf(person);
    // One that lies in the future counts as done now.
    const at = this.#now - Math.max(age, 0);
    const event = textEvent(id, text, { conversationId: person, at: this.#now - age });
    const first = talk.texts.get(id);
    if (first !== undefined && first.text !== text) {
      await expect(this.#store.events.append(event, this.#now)).rejects.toMatchObject({ code: "client_id_reused" });
      return;
    }
    const seq = first?.seq ?? talk.log.push("visitor");
    expect(await this.#store.events.append(event, this.#now)).toEqual({ seq, duplicate: first !== undefined });
    if (first !== undefined) return;
    talk.texts.set(id, { seq, text });
    talk.work.push({ seq, id, at, attempts: 0, begun: false, notBefore: this.#now });
  }

  async #begin({ person, takeInterrupted }: Act & { type: "begin" }): Promise<void> {
    const head = headOf(this.#talkOf(person).work);
    const lease = await this.#store.turns.begin(person, this.#now, takeInterrupted);
    if (head === undefined || head.notBefore > this.#now || this.#leases.has(person)) {
      expect(lease).toBeUndefined();
      return;
    }
    if (head.begun && !takeInterrupted) {
      expect(lease).toBe("interrupted");
      return;
    }
    head.attempts += 1;
    const { seq, id, attempts: attempt, begun: interrupted } = head;
    expect(lease).toMatchObject({ seq, attempt, interrupted, event: { id } });
    head.begun = true;
    if (lease !== undefined && lease !== "interrupted") this.#leases.set(person, lease);
  }

  async #say(person: string): Promise<void> {
    const lease = this.#leases.get(person);
    if (lease === undefined) return;
    this.#expectInLog(person, `${lease.seq}.1`);
    await this.#store.turns.append(lease, { events: [says(`${lease.seq}.1`, "hi")], deliveries: [] }, this.#now);
  }

  async #commit(person: string): Promise<void> {
    const lease = this.#leases.get(person);
    if (lease === undefined) return;
    const keys = [`${lease.seq}.1`, `${lease.seq}.2`];
    for (const key of keys) this.#expectInLog(person, key);
    const talk = this.#talkOf(person);
    talk.answered.push(lease.event.id);
    const answer = { events: keys.map((key) => says(key, "hi")), deliveries: [] };
    await this.#store.turns.commit(lease, answer, { data: { answered: [...talk.answered] } }, this.#now);
    talk.work = talk.work.filter(({ seq }) => seq !== lease.seq);
    this.#leases.delete(person);
  }

  async #postpone(person: string, pause: number): Promise<void> {
    const lease = this.#leases.get(person);
    const head = this.#talkOf(person).work.find(({ seq }) => seq === lease?.seq);
    if (lease === undefined || head === undefined) return;
    await this.#store.turns.postpone(lease, this.#now + pause);
    head.notBefore = this.#now + pause;
    head.begun = false;
    this.#leases.delete(person);
  }

  #expectInLog(person: string, key: string): void {
    const { log } = this.#talkOf(person);
    if (!log.includes(key)) log.push(key);
  }

  #talkOf(person: string): Talk {
    const talk = this.#talks.get(person) ?? { log: [], texts: new Map(), work: [], answered: [] };
    this.#talks.set(person, talk);
    return talk;
  }
}

/** What is answered next: what was begun, then what was done first, then what came first. */
function headOf(work: readonly Work[]): Work | undefined {
  const [begun] = work.filter(({ attempts }) => attempts > 0);
  const at = Math.min(...work.map((each) => each.at));
  return begun ?? work.find((each) => each.at === at);
}
