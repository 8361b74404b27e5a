import type { SimulatedPerson } from "@causerie/server/testing";
import type { Json } from "@causerie/server";
import { expect } from "vitest";
import type { DateMeant } from "./dates.ts";
import { attempts, type KnownForm, type KnownSlot } from "./forms.ts";

/** What a simulated person means, and where they believe the conversation to be. */
export type Meant = {
  form: KnownForm | undefined;
  values: Map<string, { value: Json; words: string; date?: DateMeant }>;
  /** The slot that is asked for. Undefined: the summary is shown. */
  asked: string | undefined;
  history: string[];
  attempt: number;
  /** How many forms were confirmed. */
  confirmed: number;
};

export const nothingMeant = (): Meant => {
  return { form: undefined, values: new Map(), asked: undefined, history: [], attempt: 0, confirmed: 0 };
};

export function slotOf({ form }: Meant, name: string | undefined): KnownSlot | undefined {
  return form?.slots.find((slot) => slot.name === name);
}

export function isNeeded({ values }: Meant, { onlyIf }: KnownSlot): boolean {
  return onlyIf === undefined || values.get(onlyIf.slot)?.value === onlyIf.value;
}

/** An open question stays; else the form asks for the first slot that it needs and does not have. */
export function goOn(meant: Meant, first?: string): void {
  const open = slotOf(meant, meant.asked);
  const stays = open !== undefined && isNeeded(meant, open) && !meant.values.has(open.name) ? open.name : undefined;
  const next =
    first ?? stays ?? meant.form?.slots.find((slot) => isNeeded(meant, slot) && !meant.values.has(slot.name))?.name;
  if (next !== undefined && (next !== meant.asked || first !== undefined)) meant.attempt = 1;
  meant.asked = next;
  if (next !== undefined) meant.history = [...meant.history.filter((name) => name !== next), next];
}

export function leave(meant: Meant): void {
  Object.assign(meant, { ...nothingMeant(), confirmed: meant.confirmed });
}

/** A failed attempt: the question is asked again, or given up. */
export function failOnce(meant: Meant): void {
  meant.attempt += 1;
  if (meant.attempt > attempts) leave(meant);
}

/** Says something, and compares the conversation with what is meant. No sentence may be dropped silently. */
export async function sayAndCompare(person: SimulatedPerson, meant: Meant, words: string): Promise<readonly string[]> {
  const { texts, outcome } = await person.say(words);
  const isAnswered = texts.join("") !== "" && ["answered", "not_understood"].includes(outcome.outcome);
  if (!isAnswered) throw new Error(`"${words}" ended as ${outcome.outcome} with ${texts.length} texts`);
  const { current } = await person.state();
  const slots = Object.fromEntries([...meant.values].map(([name, { value }]) => [name, value]));
  const got = { words, story: current?.story, slots: current?.slots, asked: current?.question?.slot };
  if (meant.form === undefined) expect(current?.question).toBeUndefined();
  else expect(got).toEqual({ words, story: meant.form.id, slots, asked: meant.asked });
  return texts;
}
