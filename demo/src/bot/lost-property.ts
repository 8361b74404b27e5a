import { type BotMessage, text, type Turn } from "@causerie/server";
import * as v from "valibot";
import { findStations } from "#railway/find-stations.ts";
import { lostProperty as rules, type StationId, stationOf, stations } from "#railway/railway.ts";
import { lostProperty } from "./contracts.ts";
import { menu } from "./menu.ts";
import { referenceOf } from "./reference.ts";
import { wordsOf } from "./words.ts";

/** What has been told so far. Kept in `turn.data`, so that someone who asks for a train in between can go on after. */
const reportSchema = v.object({
  item: v.optional(v.string()),
  place: v.optional(v.string()),
  day: v.optional(v.string()),
});
type Report = v.InferOutput<typeof reportSchema>;

export const lostPropertyStory = lostProperty.handle({
  run: (turn, { begin }) => {
    const words = wordsOf(turn.locale);
    const report = begin === undefined ? reportOf(turn) : {};
    if (begin === undefined && report.item !== undefined) return offerToResume(turn, report.item);
    turn.data["lost"] = {};
    turn.waitFor(lostProperty.step("item"));
    return words.lost.begin;
  },
  steps: {
    resume: (turn) => askNext(turn, reportOf(turn)),

    item: (turn) => askNext(turn, { ...reportOf(turn), item: turn.text.trim() }),

    place: (turn, { place }) => {
      const station = findStations(turn.text)[0]?.station.id;
      const found = place ?? station ?? (/\btrain\b/i.test(turn.text) ? "train" : undefined);
      if (found === undefined) return askPlace(turn, wordsOf(turn.locale).lost.unknownPlace);
      return askNext(turn, { ...reportOf(turn), place: found });
    },

    day: (turn) => askNext(turn, { ...reportOf(turn), day: turn.text.trim() }),

    send: (turn) => {
      const words = wordsOf(turn.locale);
      delete turn.data["lost"];
      const office = stationOf(rules.office).name;
      const thanks = words.lost.done(referenceOf(turn.event), office, rules.daysUntilSorted, rules.keptDays);
      return text(thanks, { quickReplies: menu(words) });
    },
  },
});

/** Remembers the report and asks for what it lacks; a complete one is read back. */
function askNext(turn: Turn, report: Report): BotMessage {
  const { lost } = wordsOf(turn.locale);
  turn.data["lost"] = report as Record<string, string>;
  const { item, place, day } = report;
  if (item === undefined || item === "") {
    turn.waitFor(lostProperty.step("item"));
    return text(lost.askItem);
  }
  if (place === undefined) return askPlace(turn, lost.askPlace(item));
  if (day === undefined || day === "") {
    turn.waitFor(lostProperty.step("day"));
    return text(lost.askDay, {
      quickReplies: [lost.today, lost.yesterday, lost.earlier].map((label) => ({
        label,
        to: lostProperty.step("day"),
      })),
    });
  }
  return text(lost.summary(item, nameOf(place, lost.onTheTrain), day), {
    quickReplies: [
      { label: lost.yes, to: lostProperty.step("send") },
      { label: lost.anew, to: lostProperty.link({ begin: "anew" }) },
    ],
  });
}

function askPlace(turn: Turn, question: string): BotMessage {
  const { lost } = wordsOf(turn.locale);
  turn.waitFor(lostProperty.step("place"));
  return text(question, {
    quickReplies: [
      { label: lost.onTheTrain, to: lostProperty.step("place", { place: "train" }) },
      ...stations.map(({ id, name }) => ({ label: name, to: lostProperty.step("place", { place: id }) })),
    ],
  });
}

function offerToResume(turn: Turn, item: string): BotMessage {
  const { lost } = wordsOf(turn.locale);
  return text(lost.resume(item), {
    quickReplies: [
      { label: lost.goOn, to: lostProperty.step("resume") },
      { label: lost.anew, to: lostProperty.link({ begin: "anew" }) },
    ],
  });
}

function reportOf(turn: Turn): Report {
  const kept = v.safeParse(reportSchema, turn.data["lost"]);
  return kept.success ? kept.output : {};
}

function nameOf(place: string, onTheTrain: string): string {
  return place === "train" ? onTheTrain : stationOf(place as StationId).name;
}
