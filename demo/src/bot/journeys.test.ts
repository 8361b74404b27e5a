import { describe, expect, onTestFinished, test } from "vitest";
import { stations } from "#railway/railway.ts";
import { departures, station } from "./contracts.ts";
import { reminders, channels, friday, fridayEvening, talk } from "./test-visitors.ts";

test.each(stations)("$name is recognized as it is written, in capitals, and without its accents and hyphens", (one) => {
  const plain = one.name.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("-", " ");
  for (const spelling of [one.name, one.name.toUpperCase(), plain]) {
    const context = { locale: "en", now: friday, timeZone: "Europe/Paris" };
    expect(station.find(`hm, ${spelling} please`, context).map(({ value }) => value)).toEqual([one.id]);
  }
});

describe.each(channels)("on %s", (channel) => {
  test("departures: both missing stations are asked for, one after the other", async () => {
    const ada = talk({ channel });
    const from = await ada.say("departures");
    expect(from.texts).toEqual(["From which station?"]);
    expect(from.labels).toHaveLength(8);
    const to = await ada.say("brecy");
    expect(to.texts).toEqual(["From Brécy-le-Pont, good. Where to?"]);
    expect(to.labels).not.toContain("Brécy-le-Pont");
    expect((await ada.tap("Hautepierre")).texts).toEqual([
      "**Brécy-le-Pont** to **Hautepierre**\n- 15:37, arrives 16:20\n- 16:37, arrives 17:20\n- 17:07, arrives 17:50\n" +
        "- 17:37, arrives 18:20\nA single costs €4.10.",
    ]);
    expect((await ada.tap("Way back")).texts[0]).toContain("**Hautepierre** to **Brécy-le-Pont**\n- 15:35,");
    expect((await ada.say("and back?")).texts[0]).toContain("**Brécy-le-Pont** to **Hautepierre**");
    expect((await ada.tap("Other station")).texts).toEqual(["From Brécy-le-Pont, good. Where to?"]);
  });

  test("departures: a sentence that names both stations is answered at once; one that names the goal is asked the rest", async () => {
    const zoe = talk({ channel, locale: "fr" });
    expect((await zoe.say("Quels trains de Montaubrel à Port-Clément ?")).texts[0]).toMatch(
      /^De \*\*Montaubrel\*\* à \*\*Port-Clément\*\*/,
    );
    expect((await talk({ channel, locale: "fr" }).say("un train pour Hautepierre")).texts).toEqual([
      "De quelle gare partez-vous\u00A0?",
    ]);
    await zoe.say("un train pour Hautepierre");
    expect((await zoe.say("de Brécy")).texts[0]).toMatch(/^De \*\*Brécy-le-Pont\*\* à \*\*Hautepierre\*\*/);
    const ada = talk({ channel });
    expect((await ada.say("a train to the lake from Brécy")).texts[0]).toMatch(
      /^\*\*Brécy-le-Pont\*\* to \*\*Lac d'Arvières\*\*/,
    );
  });

  test("departures: a slip of the finger is forgiven; an unknown station is asked for again, with those it may have been", async () => {
    const ada = talk({ channel });
    await ada.say("next train");
    const unknown = await ada.say("Atlantis");
    expect(unknown.texts).toEqual(["I do not know that station. These are ours:"]);
    expect(unknown.labels).toHaveLength(8);
    const near = await ada.say("Haut");
    expect(near.texts).toEqual(["I do not know that station. Did you mean this one?"]);
    expect(near.labels).toEqual(["Hautepierre"]);

    const lou = talk({ channel });
    await lou.say("next train");
    expect((await lou.say("Hautpiere")).texts).toEqual(["From Hautepierre, good. Where to?"]);
    const same = await lou.say("Hautepierre");
    expect(same.texts).toEqual(["You are there already! Where would you like to go?"]);
    expect(same.labels).not.toContain("Hautepierre");
    expect((await lou.say("to the lake")).texts[0]).toMatch(/^\*\*Hautepierre\*\* to \*\*Lac d'Arvières\*\*/);
  });

  test("departures: while a station is asked for, another subject is welcome, and the question comes back", async () => {
    const ada = talk({ channel });
    await ada.say("a train to the lake");
    const aside = await ada.say("opening hours");
    expect(aside.texts[0]).toMatch(/^Our ticket offices/);
    expect(aside.texts[1]).toBe("Shall we go on with your journey?");
    expect((await ada.tap("Yes, go on")).texts).toEqual(["From which station?"]);
    expect((await ada.say("Brécy")).texts[0]).toContain("to **Lac d'Arvières**");
  });

  test("late in the evening tomorrow's trains are named as such", async () => {
    const zoe = talk({ channel, locale: "fr", at: fridayEvening });
    expect((await zoe.say("train de Port-Clément à Les Salines")).texts[0]).toContain("- demain 07:12, arrivée 07:19");
  });

  test("a reminder is promised, and the bot speaks first when the train leaves", async () => {
    onTestFinished(() => void reminders.splice(0));
    const ada = talk({ channel });
    await ada.follow(departures.link({ from: "brecy", to: "hautepierre" }));
    expect((await ada.tap("Tell me when")).texts[0]).toMatch(
      /^I will write to you when the 15:37 leaves Brécy-le-Pont/,
    );
    expect(reminders).toMatchObject([{ inMs: 5_000 }]);
    ada.wait({ seconds: 5 });
    const [reminder] = reminders;
    if (reminder === undefined) throw new Error("nothing was asked for");
    expect((await ada.notify(reminder.link)).texts).toEqual([
      "The 15:37 from Brécy-le-Pont to Hautepierre is leaving now. Have a good journey!",
    ]);
  });

  test("a reminder is set once, also when its event is handled again; without stations it asks for them", async () => {
    onTestFinished(() => void reminders.splice(0));
    const lou = talk({ channel, locale: "fr" });
    expect((await lou.say("prévenez-moi quand mon train part")).texts).toEqual(["De quelle gare partez-vous\u00A0?"]);
    await lou.say("Brécy");
    expect((await lou.say("Brécy")).texts[0]).toMatch(/^Vous y êtes déjà/);
    const zoe = talk({ channel, locale: "fr", crashes: 1 });
    await zoe.say("prévenez-moi quand le train part de Brécy à Hautepierre");
    expect(reminders).toHaveLength(1);
  });

  test("stations: a list of all, each of which leads to its trains", async () => {
    const ada = talk({ channel });
    const answer = await ada.say("which stations are there");
    expect(answer.labels).toHaveLength(10);
    expect(answer.texts[0]).toContain(channel === "messenger" ? "Tap one" : "Choose one");
    expect((await ada.tap("Montaubrel")).texts).toEqual(["From Montaubrel, good. Where to?"]);
    expect((await ada.say("the lake")).texts[0]).toMatch(/^\*\*Montaubrel\*\* to \*\*Lac d'Arvières\*\*/);
  });

  test("a shared place is met with the nearest station, on a map, and its trains", async () => {
    const ada = talk({ channel });
    expect((await ada.say("nearest station")).texts[0]).toMatch(/^Share your location/);
    const answer = await ada.share(43.2, 6.25);
    expect(answer.texts[0]).toBe("Your nearest station is Brécy-le-Pont, 1.6 km from you.");
    expect(answer.messages[1]).toMatchObject({
      type: "location",
      location: { title: "Brécy-le-Pont", latitude: 43.214 },
    });
    expect((await ada.say("Hautepierre")).texts[0]).toMatch(/^\*\*Brécy-le-Pont\*\* to \*\*Hautepierre\*\*/);
    expect((await talk({ channel, locale: "fr" }).share(48.85, 2.35)).texts[0]).toContain(
      "elle est à 676 km de vous. Venez nous voir",
    );
  });

  test("a place that is shared in answer to “from which station?” is an answer", async () => {
    const ada = talk({ channel });
    await ada.say("departures");
    expect((await ada.share(43.2, 6.25)).texts.at(-1)).toBe("From Brécy-le-Pont, good. Where to?");
    expect((await ada.say("Hautepierre")).texts[0]).toMatch(/^\*\*Brécy-le-Pont\*\* to/);
  });
});
