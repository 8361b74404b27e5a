import { date } from "@causerie/server/understanding/entities/date.ts";
import { duration } from "@causerie/server/understanding/entities/duration.ts";
import type { Entity, EntityContext } from "@causerie/server/understanding/entities/entity.ts";
import { number } from "@causerie/server/understanding/entities/number.ts";
import { phone } from "@causerie/server/understanding/entities/phone.ts";
import { readSentences } from "#support/understanding/customer-service.ts";
import { type DateCase, dateCases } from "#support/understanding/date-cases.ts";
import { datePhrases } from "#support/understanding/date-phrases.ts";

const today = "2026-11-18";

/** How many of the combined days and times are found, and what finding costs. @returns lines. */
export function measureEntities(): string[] {
  const contextOf = (locale: string): EntityContext => ({
    locale,
    now: Date.parse(`${today}T11:00:00Z`),
    timeZone: "Europe/Paris",
  });
  const rows = Object.keys(datePhrases).map((language) => {
    const cases = dateCases(language, today);
    const context = contextOf(language === "en" ? "en-GB" : language);
    const outcomes = cases.map((each) => outcomeOf(each, context));
    const count = (outcome: string): string => String(outcomes.filter((each) => each === outcome).length).padStart(6);
    return `${language.padEnd(9)}${String(cases.length).padStart(6)}${count("right")}${count("nothing")}${count("wrong")}`;
  });
  return [
    `dates: ${"texts".padStart(8)} right nothing wrong`,
    ...rows.map((row) => `  ${row}`),
    ...costs(contextOf("en")),
  ];
}

function outcomeOf({ text, date: day, time, part }: DateCase, context: EntityContext): "right" | "nothing" | "wrong" {
  const [found, ...others] = date().find(text, context);
  if (found === undefined) return "nothing";
  const { value } = found;
  const isRight = others.length === 0 && value.date === day && value.time === time && value.part === part;
  return isRight ? "right" : "wrong";
}

/** Over the sentences of the customer service, nearly all without any date: what every message pays. */
function costs(context: EntityContext): string[] {
  const texts = readSentences("customer-service.json").map(({ text }) => text);
  const entities: readonly Entity[] = [date(), duration(), number(), phone({ country: "FR" })];
  return entities.map((entity) => {
    for (const text of texts) entity.find(text, context);
    const started = process.cpuUsage().user;
    for (const text of texts) entity.find(text, context);
    const each = (process.cpuUsage().user - started) / texts.length;
    return `${entity.name}: ${each.toFixed(0)} µs of CPU a sentence, over ${texts.length} sentences`;
  });
}
