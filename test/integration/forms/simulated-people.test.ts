import { simulate, type SimulatedPerson } from "@causerie/server/testing";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "@causerie/server";
import { after, type DateMeant, dateOn, meantBy } from "#support/simulated-people/dates.ts";
import { createFormsBot, forms, type KnownForm, type KnownSlot } from "#support/simulated-people/forms.ts";
import {
  failOnce,
  goOn,
  isNeeded,
  leave,
  type Meant,
  nothingMeant,
  sayAndCompare,
  slotOf,
} from "#support/simulated-people/person.ts";

const bot = createFormsBot();

type Real = { person: SimulatedPerson };
type Command = fc.AsyncCommand<Meant, Real>;

/** A command from what it needs, what the person means by it, and the words for it. Null: it makes no sense now. */
function command(
  name: string,
  act: (meant: Meant) => (() => string | Promise<string>) | undefined,
  check?: (texts: readonly string[], meant: Meant) => void,
): Command {
  return {
    check: (meant) => act(structuredCloneOf(meant)) !== undefined,
    run: async (meant, { person }) => {
      const words = await act(meant)?.();
      if (words === undefined) throw new Error(`${name} makes no sense now`);
      // Said before the check is looked at: a call that is left out does not evaluate its arguments.
      const texts = await sayAndCompare(person, meant, words);
      check?.(texts, meant);
    },
    toString: () => name,
  };
}

const structuredCloneOf = (meant: Meant): Meant => ({
  ...meant,
  values: new Map(meant.values),
  history: [...meant.history],
});
const pick = <Item>(items: readonly Item[], seed: number): Item => items[seed % items.length] as Item;

/** The filled slots whose value a text can name. */
const correctable = (meant: Meant): KnownSlot[] =>
  (meant.form?.slots ?? []).filter(
    (slot) => !slot.isFree && !slot.onlyAsked && meant.values.has(slot.name) && isNeeded(meant, slot),
  );
const kindOf = (slot: KnownSlot): string => slot.values.map(({ words }) => words).join();
const rivals = (meant: Meant, slot: KnownSlot): KnownSlot[] =>
  (meant.form?.slots ?? []).filter((each) => each !== slot && kindOf(each) === kindOf(slot));

/** "3" after "When?" is the third of the month, so a number is not said then. */
const isMistakable = (asked: KnownSlot | undefined, slot: KnownSlot): boolean =>
  asked?.isDate === true && slot.values.some(({ value }) => typeof value === "number");

const dateOf = ({ value, date }: { value: Json; date?: DateMeant }): DateMeant => date ?? meantBy(value);
const asValue = (date: DateMeant, words: string) => ({ value: dateOn(date.date, date), words, date });

const begin = (form: KnownForm) =>
  command(`begin ${form.id}`, (meant) =>
    meant.form !== undefined
      ? undefined
      : () => {
          meant.form = form;
          goOn(meant);
          return form.begin;
        },
  );

const answer = (seed: number, manner: number) =>
  command(`answer ${seed}`, (meant) => {
    const slot = slotOf(meant, meant.asked);
    if (slot === undefined) return undefined;
    return () => {
      const chosen = pick(slot.values, seed);
      meant.values.set(slot.name, chosen);
      goOn(meant);
      // Another value in passing, which corrects nothing.
      const [other] = correctable(meant).filter((each) => kindOf(each) !== kindOf(slot) && each !== slot);
      const passing = other === undefined ? "" : `, like my friend with ${pick(other.values, seed).words}`;
      if (manner === 2 && !slot.isFree && !slot.onlyAsked && meant.form?.locale === "en") return chosen.words + passing;
      const polite = meant.form?.locale === "fr" ? `${chosen.words}, s'il vous plaît` : `${chosen.words} please`;
      return slot.isFree || manner === 0 ? chosen.words : polite;
    };
  });

const correct = (seed: number, manner: number) =>
  command(`correct ${seed} ${manner}`, (meant) => {
    const { form } = meant;
    const slots = correctable(meant);
    if (form === undefined || slots.length === 0) return undefined;
    const slot = pick(slots, seed);
    const old = meant.values.get(slot.name);
    const others = slot.values.filter(({ value }) => value !== old?.value);
    const asked = slotOf(meant, meant.asked);
    // Where several slots are of one kind, the old value says which one is meant; it must be that of one slot only.
    const isAmbiguous = rivals(meant, slot).length > 0;
    const isShared = rivals(meant, slot).some((each) => meant.values.get(each.name)?.value === old?.value);
    if (
      old === undefined ||
      isShared ||
      isMistakable(asked, slot) ||
      (asked !== undefined && kindOf(asked) === kindOf(slot))
    )
      return undefined;
    return () => {
      const chosen = pick(others, seed);
      if (slot.isDate === true) {
        const now = meantBy(chosen.value);
        const known = now.hour === undefined ? after(dateOf(old), now) : now;
        // An hour of the morning is none of an evening that comes with a day of its own.
        const isKept = now.half === undefined || known.hour === dateOf(old).hour;
        meant.values.set(slot.name, asValue(isKept || now.hour !== undefined ? known : now, chosen.words));
        goOn(meant);
        return pick(form.correct.slice(2), manner)(chosen.words);
      }
      meant.values.set(slot.name, chosen);
      goOn(meant);
      if (isAmbiguous || manner % 2 === 0) return pick(form.replace, manner)(old.words, chosen.words);
      const ways = form.correct.map((say) => say(chosen.words));
      // After a yes-or-no question, "no, three" answers the question.
      const clear = asked?.onlyAsked === true ? ways.filter((words) => !/^no/i.test(words)) : ways;
      return pick(clear, manner);
    };
  });

const deny = (seed: number) =>
  command(`deny ${seed}`, (meant) => {
    const { form } = meant;
    const slots = correctable(meant).filter((slot) => rivals(meant, slot).length === 0);
    const slot = slots.length === 0 ? undefined : pick(slots, seed);
    const old = meant.values.get(slot?.name ?? "");
    if (form === undefined || slot === undefined || old === undefined || slot.isDate === true) return undefined;
    return () => {
      meant.values.delete(slot.name);
      meant.asked = undefined;
      goOn(meant);
      return form.deny(old.words);
    };
  });

/** Says something about another slot than the one that is asked for. */
const volunteer = (seed: number) =>
  command(`volunteer ${seed}`, (meant) => {
    const asked = slotOf(meant, meant.asked);
    if (asked === undefined || asked.isFree) return undefined;
    const open = (meant.form?.slots ?? []).filter(
      (slot) =>
        slot !== asked &&
        !slot.isFree &&
        !slot.onlyAsked &&
        !meant.values.has(slot.name) &&
        !isMistakable(asked, slot) &&
        kindOf(slot) !== kindOf(asked),
    );
    if (open.length === 0) return undefined;
    const slot = pick(open, seed);
    return () => {
      const chosen = pick(slot.values, seed);
      meant.values.set(slot.name, chosen);
      goOn(meant);
      return slot.cue === undefined ? chosen.words : `${slot.cue} ${chosen.words}`;
    };
  });

const noise = (seed: number) =>
  command(`noise ${seed}`, (meant) => {
    const slot = slotOf(meant, meant.asked);
    if (slot === undefined) return undefined;
    return () => {
      failOnce(meant);
      const question = meant.form?.locale === "fr" ? "est-ce que tu aimes mon chapeau ?" : "do you like my hat?";
      return slot.isFree ? question : pick(["zxqv", "hm", "blah blah", question], seed);
    };
  });

/** Two values of which neither is taken back. */
const either = (seed: number) =>
  command(`either ${seed}`, (meant) => {
    const { form } = meant;
    const slot = slotOf(meant, meant.asked);
    if (form === undefined || slot === undefined || slot.isFree || slot.onlyAsked) return undefined;
    return () => {
      failOnce(meant);
      return form.either(pick(slot.values, seed).words, pick(slot.values, seed + 1).words);
    };
  });

/** "3, no, 4" and "not 2 but 4", as the answer to a question. */
const takeBack = (seed: number, manner: number) =>
  command(`take back ${seed} ${manner}`, (meant) => {
    const { form } = meant;
    const slot = slotOf(meant, meant.asked);
    if (form === undefined || slot === undefined || slot.isFree || slot.onlyAsked) return undefined;
    const [old, chosen] = [pick(slot.values, seed), pick(slot.values, seed + 1)];
    // What another slot has is denied there.
    if (rivals(meant, slot).some((each) => meant.values.get(each.name)?.value === old.value)) return undefined;
    return () => {
      meant.values.set(slot.name, chosen);
      goOn(meant);
      return pick(form.takeBack, manner)(old.words, chosen.words);
    };
  });

/** The time of a day that is known, beside another question; or a part of a date that is another one. */
const sayPartOfDate = (seed: number, isCorrection: boolean) =>
  command(`${isCorrection ? "correct" : "complete"} a part of a date ${seed}`, (meant) => {
    const { form } = meant;
    const slot = form?.slots.find((each) => each.isDate === true && meant.values.has(each.name));
    const old = slot === undefined ? undefined : meant.values.get(slot.name);
    const asked = slotOf(meant, meant.asked);
    if (form === undefined || slot === undefined || old === undefined) return undefined;
    const before = dateOf(old);
    const isWhole = before.half !== undefined || before.hour !== undefined;
    if (!isCorrection && (isWhole || asked === undefined || asked.isFree === true)) return undefined;
    const { words, ...now } = pick(form.times, seed);
    const isSame = JSON.stringify(after(before, now)) === JSON.stringify(before);
    if (isSame) return undefined;
    return () => {
      meant.values.set(slot.name, asValue(after(before, now), words));
      goOn(meant);
      return isCorrection ? form.correctPart(words) : words;
    };
  });

/** What means nothing confirms nothing, and the summary stays. */
const noiseAtSummary = (seed: number) =>
  command(`noise at the summary ${seed}`, (meant) => {
    if (meant.form === undefined || meant.asked !== undefined) return undefined;
    const question = meant.form.locale === "fr" ? "est-ce que tu aimes mon chapeau ?" : "do you like my hat?";
    return () => pick(["zxqv", "hm", "blah blah", question], seed);
  });

const cancel = (seed: number) =>
  command(`cancel ${seed}`, (meant) => {
    if (meant.form === undefined) return undefined;
    const words =
      meant.form.locale === "fr" ? ["annule", "laisse tomber", "stop"] : ["cancel", "forget it", "never mind please"];
    return () => {
      leave(meant);
      return pick(words, seed);
    };
  });

const startOver = command("start over", (meant) => {
  const { form } = meant;
  if (form === undefined) return undefined;
  return () => {
    leave(meant);
    meant.form = form;
    goOn(meant);
    return form.locale === "fr" ? "recommencer" : "start over";
  };
});

const goBack = command("go back", (meant) => {
  const { form, asked, history } = meant;
  if (form === undefined) return undefined;
  const before = history.slice(0, asked === undefined ? undefined : history.indexOf(asked));
  const previous = before.at(-1);
  // A slot that is not needed any more cannot be asked for.
  if (previous !== undefined && !isNeeded(meant, slotOf(meant, previous) as KnownSlot)) return undefined;
  return () => {
    if (previous !== undefined) meant.values.delete(previous);
    meant.history = before.slice(0, -1);
    goOn(meant, previous ?? asked);
    return form.locale === "fr" ? "retour" : "go back";
  };
});

const recap = command(
  "recap",
  (meant) =>
    meant.form === undefined
      ? undefined
      : () => (meant.form?.locale === "fr" ? "récapitule" : "what did I say so far?"),
  (texts, meant) => {
    const known = [...meant.values.values()].map(({ words }) => words);
    // What is found in a sentence is found without its preposition: "20h" of "plutôt à 20h".
    const absent = known.filter((words) => !texts.join().includes(words.replace(/^(?:at|à) /, "")));
    if (meant.asked !== undefined && absent.length > 0) throw new Error(`the recap lacks ${absent.join()}`);
  },
);

/** Another subject in between; the form is then taken up again. */
const interrupt: Command = {
  check: (meant) => meant.form !== undefined && slotOf(meant, meant.asked) !== undefined,
  run: async (meant, { person }) => {
    const aside = await person.say(meant.form?.locale === "fr" ? "horaires" : "opening hours");
    expect(aside.texts[0]).toBe("Hello");
    const [goOnWith] = aside.labels;
    await person.tap(goOnWith ?? "no offer");
    const { current } = await person.state();
    expect(current?.question?.slot).toBe(meant.asked);
  },
  toString: () => "interrupt",
};

const confirm = command(
  "confirm",
  (meant) => {
    const { form, values } = meant;
    if (form === undefined || meant.asked !== undefined) return undefined;
    const wanted = form.slots
      .filter((slot) => isNeeded(meant, slot))
      .map(({ name }) => [name, values.get(name)?.value]);
    return () => {
      leave(meant);
      meant.confirmed += 1;
      lastMeant = Object.fromEntries(wanted) as Record<string, unknown>;
      return form.locale === "fr" ? "oui" : "yes";
    };
  },
  ([form = ""]) => {
    const [got, wanted] = [JSON.stringify(JSON.parse(form)), JSON.stringify(lastMeant)];
    if (got !== wanted) throw new Error(`the form is ${got}, and ${wanted} was meant`);
  },
);
let lastMeant: Record<string, unknown> = {};

const small = fc.nat({ max: 60 });
const commands = [
  ...forms.map((form) => fc.constant(begin(form))),
  ...Array.from({ length: 20 }, () =>
    fc.tuple(small, fc.nat({ max: 2 })).map(([seed, manner]) => answer(seed, manner)),
  ),
  ...Array.from({ length: 2 }, () => fc.tuple(small, small).map(([seed, manner]) => correct(seed, manner))),
  small.map(deny),
  small.map(volunteer),
  small.map(noise),
  small.map(either),
  ...Array.from({ length: 3 }, () => fc.tuple(small, small).map(([seed, manner]) => takeBack(seed, manner))),
  small.map((seed) => sayPartOfDate(seed, true)),
  small.map((seed) => sayPartOfDate(seed, false)),
  small.map(noiseAtSummary),
  small.map(cancel),
  fc.constant(startOver),
  fc.constant(goBack),
  fc.constant(recap),
  fc.constant(interrupt),
  ...Array.from({ length: 4 }, () => fc.constant(confirm)),
];

test.each(["en", "fr"] as const)(
  "whatever people say to a form in %s, it ends as they meant it, and no sentence is dropped",
  { timeout: 240_000 },
  async (locale) => {
    const fitting = commands.map((each, index) =>
      index < forms.length && forms[index]?.locale !== locale ? undefined : each,
    );
    let confirmed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.commands(
          fitting.filter((each) => each !== undefined),
          { maxCommands: 100, size: "max" },
        ),
        async (all) => {
          const meant = nothingMeant();
          const person = simulate(bot, { locale, at: Date.UTC(2026, 10, 29) });
          await fc.asyncModelRun(() => ({ model: meant, real: { person } }), all);
          confirmed += meant.confirmed;
        },
      ),
      { numRuns: 150 },
    );
    // The people get to the end of their forms: the comparison of whole forms has really been made.
    expect(confirmed).toBeGreaterThan(15);
  },
);
