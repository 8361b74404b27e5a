import { findProblems, type Link } from "@causerie/server";
import { simulate, type SimulatedChannel, type SimulatedPerson } from "@causerie/server/testing";
import { type Phrases, phrasesByLocale } from "@causerie/server/understanding/keywords.ts";
import { describe, expect, onTestFinished, test } from "vitest";
import { stations } from "#railway/railway.ts";
import { createRailwayBot } from "./bot.ts";
import { departures, lostProperty, station } from "./contracts.ts";
import { words } from "./words.ts";

const publicUrl = "https://www.aubrelle.example";
const reminders: { conversationId: string; link: Link; inMs: number }[] = [];
const bot = createRailwayBot({
  publicUrl,
  remind: (conversationId, link, inMs) => void reminders.push({ conversationId, link, inMs }),
  wordPause: 0,
});

/** A Friday, 15:30 at the railway. */
const friday = Date.UTC(2026, 10, 20, 14, 30);
const fridayEvening = Date.UTC(2026, 10, 20, 21, 30);
const sunday = Date.UTC(2026, 10, 22, 10, 0);

const english = [
  "Departures",
  "Stations",
  "Fares",
  "Lost property",
  "Opening hours",
  "A photo",
  "Story of the line",
  "Talk to a person",
];
const french = [
  "Départs",
  "Gares",
  "Tarifs",
  "Objets trouvés",
  "Ouverture",
  "Une photo",
  "Histoire de la ligne",
  "Parler à quelqu'un",
];

test("all stories that can be asked for have keywords and examples in both languages, and no two claim the same keyword", () => {
  const claimed: string[] = [];
  for (const { id, vocabulary, events } of bot.stories.values()) {
    if (events.includes("attachment")) continue;
    const { keywords = [], examples = [] } = vocabulary.find(({ name }) => name === id) ?? {};
    for (const locale of ["en", "fr"]) {
      const phrases = textsIn(locale, keywords);
      expect(phrases, `keywords of ${id} in ${locale}`).not.toHaveLength(0);
      expect(textsIn(locale, examples).length, `examples of ${id} in ${locale}`).toBeGreaterThan(5);
      claimed.push(...phrases.map((phrase) => `${locale}: ${phrase}`));
    }
  }
  expect(claimed).toEqual([...new Set(claimed)]);
});

test("both languages say everything, and on both channels", () => {
  expect(findProblems(words, { channels: ["web", "messenger"] })).toEqual([]);
});

test.each(stations)("$name is recognized as it is written, in capitals, and without its accents and hyphens", (one) => {
  const plain = one.name.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("-", " ");
  for (const spelling of [one.name, one.name.toUpperCase(), plain]) {
    const context = { locale: "en", now: friday, timeZone: "Europe/Paris" };
    expect(station.find(`hm, ${spelling} please`, context).map(({ value }) => value)).toEqual([one.id]);
  }
});

function textsIn(locale: string, phrases: Phrases): string[] {
  return phrasesByLocale(phrases).flatMap((phrase) => (phrase.locale === locale ? [phrase.text] : []));
}

describe.each<SimulatedChannel>(["web", "messenger"])("on %s", (channel) => {
  const talk = (locale = "en", at = friday): SimulatedPerson => simulate(bot, { channel, locale, at });

  test("who opens the chat is welcomed with choices, in their language; who greets again is known, even days later", async () => {
    const ada = talk();
    const welcome = await ada.open();
    expect(welcome.texts[0]).toMatch(/^Hello.* I am Aubri/);
    expect(welcome.labels).toEqual(english);
    expect((await ada.say("hello")).texts[0]).toMatch(/^Hello again/);
    ada.wait({ days: 3 });
    expect((await ada.say("hello")).texts[0]).toMatch(/^Hello again/);

    const accueil = await talk("fr-BE").say("Bonjour !");
    expect(accueil.texts[0]).toMatch(/^Bonjour.* Je suis Aubri/);
    expect(accueil.labels).toEqual(french);
  });

  test("every choice of the welcome leads to an answer, and every label fits a Messenger button", async () => {
    for (const [locale, labels] of [
      ["en", english],
      ["fr", french],
    ] as const) {
      for (const label of labels) {
        const visitor = talk(locale);
        await visitor.open();
        const answer = await visitor.tap(label);
        expect(answer.texts.join("")).not.toBe("");
        for (const choice of answer.labels) expect(choice.length).toBeLessThanOrEqual(20);
      }
    }
  });

  test("departures: both missing stations are asked for, one after the other", async () => {
    const ada = talk();
    const from = await ada.say("departures");
    expect(from.texts).toEqual(["From which station?"]);
    expect(from.labels).toHaveLength(8);
    expect((await ada.say("brecy")).texts).toEqual(["And where to?"]);
    expect((await ada.tap("Hautepierre")).texts).toEqual([
      "**Brécy-le-Pont** to **Hautepierre**\n- 15:37, arrives 16:20\n- 16:37, arrives 17:20\n- 17:07, arrives 17:50\n" +
        "- 17:37, arrives 18:20\nA single costs €4.10.",
    ]);
    expect((await ada.tap("Way back")).texts[0]).toContain("**Hautepierre** to **Brécy-le-Pont**\n- 15:35,");
    expect((await ada.say("and back?")).texts[0]).toContain("**Brécy-le-Pont** to **Hautepierre**");
    expect((await ada.tap("Other station")).texts).toEqual(["And where to?"]);
  });

  test("departures: a sentence that names both stations is answered at once; one that names the goal is asked the rest", async () => {
    const zoe = talk("fr");
    expect((await zoe.say("Quels trains de Montaubrel à Port-Clément ?")).texts[0]).toMatch(
      /^De \*\*Montaubrel\*\* à \*\*Port-Clément\*\*/,
    );
    expect((await talk("fr").say("un train pour Hautepierre")).texts).toEqual(["De quelle gare partez-vous\u00A0?"]);
    await zoe.say("un train pour Hautepierre");
    expect((await zoe.say("de Brécy")).texts[0]).toMatch(/^De \*\*Brécy-le-Pont\*\* à \*\*Hautepierre\*\*/);
    const ada = talk();
    expect((await ada.say("a train to the lake from Brécy")).texts[0]).toMatch(
      /^\*\*Brécy-le-Pont\*\* to \*\*Lac d'Arvières\*\*/,
    );
  });

  test("departures: a slip of the finger is forgiven; an unknown station is asked for again, with those it may have been", async () => {
    const ada = talk();
    await ada.say("next train");
    const unknown = await ada.say("Atlantis");
    expect(unknown.texts).toEqual(["I do not know that station. These are ours:"]);
    expect(unknown.labels).toHaveLength(8);
    const near = await ada.say("Haut");
    expect(near.texts).toEqual(["I do not know that station. Did you mean this one?"]);
    expect(near.labels).toEqual(["Hautepierre"]);

    const lou = talk();
    await lou.say("next train");
    expect((await lou.say("Pont")).labels).toEqual(["Brécy-le-Pont", "Port-Clément"]);
    expect((await lou.say("Hautpiere")).texts).toEqual(["And where to?"]);
    const same = await lou.say("Hautepierre");
    expect(same.texts).toEqual(["You are there already! Where would you like to go?"]);
    expect(same.labels).not.toContain("Hautepierre");
    expect((await lou.say("to the lake")).texts[0]).toMatch(/^\*\*Hautepierre\*\* to \*\*Lac d'Arvières\*\*/);
  });

  test("departures: while a station is asked for, another subject is welcome, and the question comes back", async () => {
    const ada = talk();
    await ada.say("a train to the lake");
    const aside = await ada.say("opening hours");
    expect(aside.texts[0]).toMatch(/^Our ticket offices/);
    expect(aside.texts[1]).toBe("Shall we go on with your journey?");
    expect((await ada.tap("Yes, go on")).texts).toEqual(["From which station?"]);
    expect((await ada.say("Brécy")).texts[0]).toContain("to **Lac d'Arvières**");
  });

  test("late in the evening tomorrow's trains are named as such", async () => {
    const zoe = talk("fr", fridayEvening);
    expect((await zoe.say("train de Port-Clément à Les Salines")).texts[0]).toContain("- demain 07:12, arrivée 07:19");
  });

  test("a reminder is promised, and the bot speaks first when the train leaves", async () => {
    onTestFinished(() => void reminders.splice(0));
    const ada = talk();
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
    const lou = talk("fr");
    expect((await lou.say("prévenez-moi quand mon train part")).texts).toEqual(["De quelle gare partez-vous\u00A0?"]);
    await lou.say("Brécy");
    expect((await lou.say("Brécy")).texts[0]).toMatch(/^Vous y êtes déjà/);
    const zoe = simulate(bot, { channel, locale: "fr", at: friday, crashes: 1 });
    await zoe.say("prévenez-moi quand le train part de Brécy à Hautepierre");
    expect(reminders).toHaveLength(1);
  });

  test("stations: a list of all, each of which leads to its trains", async () => {
    const ada = talk();
    const answer = await ada.say("which stations are there");
    expect(answer.labels).toHaveLength(10);
    expect(answer.texts[0]).toContain(channel === "messenger" ? "Tap one" : "Choose one");
    expect((await ada.tap("Montaubrel")).texts).toEqual(["And where to?"]);
    expect((await ada.say("the lake")).texts[0]).toMatch(/^\*\*Montaubrel\*\* to \*\*Lac d'Arvières\*\*/);
  });

  test("a shared place is met with the nearest station, on a map, and its trains", async () => {
    const ada = talk();
    expect((await ada.say("nearest station")).texts[0]).toMatch(/^Share your location/);
    const answer = await ada.share(43.2, 6.25);
    expect(answer.texts[0]).toBe("Your nearest station is Brécy-le-Pont, 1.6 km from you.");
    expect(answer.messages[1]).toMatchObject({ type: "location", place: { title: "Brécy-le-Pont", latitude: 43.214 } });
    expect((await ada.say("Hautepierre")).texts[0]).toMatch(/^\*\*Brécy-le-Pont\*\* to \*\*Hautepierre\*\*/);
    expect((await talk("fr").share(48.85, 2.35)).texts[0]).toContain("elle est à 676 km de vous. Venez nous voir");
  });

  test("a place that is shared in answer to “from which station?” is an answer", async () => {
    const ada = talk();
    await ada.say("departures");
    expect((await ada.share(43.2, 6.25)).texts.at(-1)).toBe("And where to?");
    expect((await ada.say("Hautepierre")).texts[0]).toMatch(/^\*\*Brécy-le-Pont\*\* to/);
  });

  test("fares: a carousel with pictures, and the details of a card", async () => {
    const zoe = talk("fr");
    const { messages } = await zoe.say("combien coûte un billet ?");
    expect(messages[0]?.type).toBe("text");
    expect(messages[1]).toMatchObject({
      type: "carousel",
      cards: [
        { title: "Aller simple, 1 zone, 2,40\u00A0€", image: { url: `${publicUrl}/pictures/coast.png` } },
        { title: "Aller simple, 2 zones, 4,10\u00A0€" },
        { title: "Aller simple, 3 zones, 5,90\u00A0€" },
        { title: "Carte journée, 12,50\u00A0€" },
      ],
    });
    expect((await zoe.follow("fares?ticket=day-pass")).texts[0]).toMatch(
      /^\*\*Carte journée\*\*\n12,50\u00A0€, ou 6,00\u00A0€/,
    );
  });

  test("lost property: what, where and when, then the report is read back and sent", async () => {
    const ada = talk();
    expect((await ada.say("I lost something")).texts[0]).toContain("What did you lose?");
    expect((await ada.say("a blue umbrella")).texts).toEqual(["Noted. Where did you last have it?"]);
    expect((await ada.say("somewhere")).texts[0]).toMatch(/^I do not know that place/);
    expect((await ada.say("at montaubrel, I think")).texts).toEqual(["And when was that?"]);
    expect((await ada.tap("Yesterday")).texts[0]).toContain(
      "- What: a blue umbrella\n- Where: Montaubrel\n- When: Yesterday",
    );
    expect((await ada.tap("Yes, send it")).texts[0]).toMatch(
      /Your report is \*\*LP-[0-9A-F]{6}\*\*.*Port-Clément within 2 days/,
    );
  });

  test("lost property: a look at the hours in between loses nothing, and the report can be begun anew", async () => {
    const zoe = talk("fr");
    await zoe.say("j'ai perdu quelque chose");
    await zoe.say("un parapluie");
    expect((await zoe.say("guichets")).texts[1]).toBe("On reprend votre déclaration ?");
    expect((await zoe.tap("Oui, on continue")).texts[0]).toMatch(/^C'est noté/);
    expect((await zoe.tap("Dans le train")).texts).toEqual(["Et quand était-ce\u00A0?"]);
    expect((await zoe.say("ce matin")).texts[0]).toContain(
      "- Quoi\u00A0: un parapluie\n- Où\u00A0: Dans le train\n- Quand\u00A0: ce matin",
    );
    await zoe.say("tarifs");
    expect((await zoe.tap("Oui, on continue")).texts[0]).toContain("un parapluie");
    expect((await zoe.tap("Recommencer")).texts[0]).toContain("Qu'avez-vous perdu");
    expect((await zoe.say("un chapeau")).texts[0]).toMatch(/^C'est noté/);
  });

  test("lost property: the summary is corrected by naming a place, left by no, and sent by yes; a report is one also after a crash", async () => {
    const ada = simulate(bot, { channel, locale: "en", at: friday, crashes: 1 });
    const complete = lostProperty.link({ item: "a hat", place: "train", day: "Monday" });
    await ada.follow(complete);
    expect((await ada.say("no, at Brécy")).texts[0]).toContain("- Where: Brécy-le-Pont");
    expect((await ada.say("hm")).texts[0]).toContain("- What: a hat");
    expect((await ada.say("no")).texts[0]).toContain("What did you lose?");
    await ada.follow(complete);
    expect((await ada.say("yes please")).texts[0]).toContain("Your report is");
  });

  test("lost property: the form leads to the same summary, and a channel without forms to the questions", async () => {
    const ada = talk();
    await ada.say("lost property");
    const { messages, labels } = await ada.tap("Fill in a form");
    expect(messages).toMatchObject([{ type: "form", fields: [{ name: "item" }, { name: "place" }, { name: "day" }] }]);
    expect(labels).toEqual([channel === "messenger" ? "Ask me" : "Go on"]);
    // What a filled in form sends: its link with the fields.
    const summary = await ada.follow("lost-property?item=a+hat&place=brecy&day=Monday");
    expect(summary.texts[0]).toContain("- What: a hat\n- Where: Brécy-le-Pont\n- When: Monday");

    const zoe = talk();
    await zoe.say("lost property");
    await zoe.tap("Fill in a form");
    expect((await zoe.tap(channel === "messenger" ? "Ask me" : "Go on")).texts[0]).toContain("What did you lose?");
  });

  test("lost property: an old button of a report that is no longer known begins a new one", async () => {
    expect((await talk().follow(lostProperty.step("send"))).texts[0]).toContain("What did you lose?");
  });

  test("lost property: a yes that comes too early loses nothing", async () => {
    const ada = talk();
    await ada.say("lost property");
    await ada.say("a hat");
    expect((await ada.say("yes")).texts).toEqual(["Noted. Where did you last have it?"]);
    await ada.say("at the harbour");
    expect((await ada.say("Monday")).texts[0]).toContain("- What: a hat\n- Where: Port-Clément\n- When: Monday");
  });

  test("opening hours say what is open now", async () => {
    expect((await talk().say("opening hours")).texts[0]).toContain(
      "- **Port-Clément**: Monday to Friday 06:30–19:30, Saturday to Sunday 08:00–18:00 (open now, until 19:30)",
    );
    expect((await talk("fr", fridayEvening).say("horaires des guichets")).texts[0]).toContain(
      "- **Montaubrel**\u00A0: lundi à samedi 08:30–17:30 (fermé, ouvre demain à 08:30)",
    );
  });

  test("the photo has an absolute address and says what it shows", async () => {
    expect((await talk().say("a photo please")).messages).toMatchObject([
      {
        type: "media",
        media: { kind: "image", url: `${publicUrl}/pictures/viaduct.png`, alt: expect.stringContaining("viaduct") },
      },
    ]);
  });

  test("the story of the line is told bit by bit, is whole at the end, and names its sources", async () => {
    for (const [locale, ask] of [
      ["en", "history"],
      ["fr", "raconte"],
    ] as const) {
      const visitor = talk(locale);
      const { texts, messages, payloads } = await visitor.say(ask);
      expect(texts[0]).toContain("1961");
      // Messenger cannot show a text that grows: each paragraph goes out once it is complete.
      expect(payloads.length > 3).toBe(channel === "messenger");
      expect(visitor.deltas.join("")).toBe(channel === "messenger" ? "" : texts[0]);
      expect(messages[0]?.footnotes).toHaveLength(2);
    }
  });

  test("a person takes over while the helpline is open, and the bot comes back when it is called or after two minutes", async () => {
    const ada = talk();
    const handover = await ada.say("I want to talk to a person");
    expect(handover.texts[0]).toMatch(/^Someone is there for you now, until 18:00: call 04 65 71 20 48/);
    expect(handover.labels).toEqual(["Back to Aubri"]);
    expect((await ada.say("hello")).texts).toEqual([]);
    expect((await ada.tap("Back to Aubri")).texts[0]).toMatch(/^Here I am again/);

    await ada.say("person");
    expect((await ada.say("Aubri")).texts[0]).toMatch(/^Here I am again/);
    await ada.say("person");
    ada.wait({ minutes: 3 });
    expect((await ada.say("hello")).texts[0]).toMatch(/^Hello/);
  });

  test("while nobody is at the desk, it is said when", async () => {
    const zoe = talk("fr", sunday);
    expect((await zoe.say("parler à quelqu'un")).texts[0]).toContain("04 65 71 20 48 dès demain 08:00");
    expect((await zoe.say("bonjour")).texts[0]).toMatch(/^Bonjour/);
  });

  test("thumbs, thanks and files are answered kindly; a thumb that is taken back is not", async () => {
    const ada = talk();
    expect((await ada.rate("up")).texts).toEqual(["Thank you, I am glad that helped!"]);
    expect((await ada.rate("down")).labels).toEqual(["Talk to a person", "Menu"]);
    expect((await ada.rate("none")).texts).toEqual([]);
    expect((await ada.say("thank you")).texts).toEqual(["You are welcome!"]);
    expect((await ada.attach({ kind: "image" })).labels).toEqual(["Lost property", "Menu"]);
  });

  test("who comes by a campaign is welcomed, who comes by a link to a story gets it", async () => {
    expect((await talk().refer("summer")).texts[0]).toMatch(/^Hello/);
    expect((await talk().refer("fares?ticket=day-pass")).texts[0]).toMatch(/^\*\*Day pass/);
  });

  test("what is not understood is met with the menu; a station that was named is taken up", async () => {
    const ada = talk();
    const lost = await ada.say("xyzzy");
    expect(lost.texts[0]).toMatch(/^Sorry, /);
    expect(lost.labels).toEqual(english);
    expect((await ada.say("brécy?")).texts).toEqual(["You mentioned Brécy-le-Pont. Shall I look up its trains?"]);
    expect((await ada.tap("Trains to there")).texts).toEqual(["From which station?"]);
    expect((await ada.say("lac")).texts[0]).toMatch(/^\*\*Lac d'Arvières\*\* to \*\*Brécy-le-Pont\*\*/);
  });

  test("a button from another time is met with the menu, or with the question for what it no longer says", async () => {
    expect((await talk().follow("fares?ticket=gone")).texts[0]).toMatch(/^That button is from an older timetable/);
    expect((await talk().follow("departures?from=atlantis")).texts).toEqual([
      "I do not know that station. These are ours:",
    ]);
  });

  test("a question that nobody can answer is left", async () => {
    const ada = talk();
    await ada.say("departures");
    for (const words of ["one", "another", "third"]) await ada.say(`xyzzy ${words}`);
    expect((await ada.say("xyzzy")).labels).toEqual(english);
  });
});
