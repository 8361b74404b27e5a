import { field, form, text } from "@causerie/server";
import { lostProperty as rules, type StationId, stationOf, stations } from "#railway/railway.ts";
import { reportLost } from "#railway/report-lost.ts";
import { lostProperty } from "./contracts.ts";
import { menu } from "./menu.ts";
import { type Say, words } from "./words.ts";

/** Three questions, in the order of the contract's slots. Whoever asks for a train in between is led back to them. */
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
      // Without a link, a quick reply says its label.
      const days = [t("label.today"), t("label.yesterday"), t("label.earlier")];
      return text(t("lost.day"), { quickReplies: days.map((label) => ({ label })) });
    },
  },

  run: (turn, { item, place, day }) => {
    const t = words(turn);
    // Whatever is neither yes nor no is met with the summary again; a place that it names is corrected.
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
      // An old button, or a yes that came too early: what is missing is asked for.
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
