import { createHash } from "node:crypto";
import { field, form, text } from "@causerie/server";
import { lostProperty as rules, type StationId, stationOf, stations } from "#railway/railway.ts";
import { lostProperty } from "#bot/contracts.ts";
import { menu } from "./menu.ts";
import { type Say, words } from "#bot/words.ts";

/** Three questions, in the order of the contract's slots. After another subject in between, the bot returns to them. */
export const lostPropertyStory = lostProperty.handle({
  ask: {
    item: (turn) => {
      const t = words(turn);
      return text(t("lost.item"), { quickReplies: [{ label: t("label.form"), to: lostProperty.step("form") }] });
    },
    place: (turn, { reason }, { item = "" }) => {
      const t = words(turn);
      return text(reason === "invalid" ? t("lost.unknownPlace") : t("lost.place", { item }), {
        quickReplies: places(t).map(({ label, value }) => ({ label, to: lostProperty.link({ place: value }) })),
      });
    },
    day: (turn) => {
      const t = words(turn);
      // A quick reply without a link sends its label as a text.
      const days = [t("label.today"), t("label.yesterday"), t("label.earlier")];
      return text(t("lost.day"), { quickReplies: days.map((label) => ({ label })) });
    },
  },

  run: (turn, { item, place, day }) => {
    const t = words(turn);
    // A text that is neither yes nor no shows the summary again. If it names a station, that one replaces the old one.
    turn.waitFor(lostProperty.link());
    return text(t("lost.summary", { item, day, place: nameOf(t, place) }), {
      quickReplies: [
        { label: t("label.send"), to: lostProperty.step("send") },
        { label: t("label.anew"), to: lostProperty.step("anew") },
      ],
    });
  },

  steps: {
    form: (turn) => {
      const t = words(turn);
      turn.waitFor(lostProperty.link());
      return form(t("lost.form.text"), {
        fields: [
          field.text("item", t("lost.form.item"), { required: true }),
          field.choice("place", t("lost.form.place"), places(t), { required: true }),
          field.text("day", t("lost.form.day"), { required: true }),
        ],
        submit: { label: t("lost.form.submit"), to: lostProperty.link() },
      });
    },

    send: async (turn, { item, place, day }) => {
      // After an old button, or a yes that came too early, slots may be missing: the story asks for them.
      if (item === undefined || place === undefined || day === undefined)
        return turn.switchTo(lostProperty.link({ item, place, day }));
      const t = words(turn);
      const reference = await turn.once("report", reportLost);
      const { office, daysUntilSorted, keptDays } = rules;
      turn.endStory();
      const known = { reference, office: stationOf(office).name, days: daysUntilSorted, kept: keptDays };
      return text(t("lost.done", known), { quickReplies: menu(t) });
    },

    anew: (turn) => turn.switchTo(lostProperty.link()),
  },
});

type Place = StationId | "train";

function places(t: Say): { label: string; value: Place }[] {
  return [
    { label: t("lost.onTheTrain"), value: "train" },
    ...stations.map(({ id, name }) => ({ label: name, value: id })),
  ];
}

function nameOf(t: Say, place: Place): string {
  return place === "train" ? t("lost.onTheTrain") : stationOf(place).name;
}

/**
 * Stands for the lost property office's own system. @returns the number of the report, e.g. "LP-4F7A2C".
 * @param key the same key always gets the same number, so that a report that is sent again is still one report
 */
function reportLost(key: string): string {
  return `LP-${createHash("sha256").update(key).digest("hex").slice(0, 6).toUpperCase()}`;
}
