import { expect, test } from "vitest";
import { createRailwayBot } from "./bot.ts";
import { labelsIn, startConversation, wordsIn } from "./test-conversation.ts";

const publicUrl = "https://www.aubrelle.example";
const bot = createRailwayBot({ publicUrl, wordPause: 0 });

/** A Friday, 15:30 at the railway. */
const friday = Date.UTC(2026, 10, 20, 14, 30);
const talk = (locale = "en", at = friday) => startConversation(bot, locale, at);

const english = [
  "Departures",
  "Fares",
  "Lost property",
  "Opening hours",
  "A photo",
  "Story of the line",
  "Talk to a person",
];
const french = [
  "Départs",
  "Tarifs",
  "Objets trouvés",
  "Ouverture",
  "Une photo",
  "Histoire de la ligne",
  "Parler à quelqu'un",
];

test("all stories have keywords in both languages, and no two stories claim the same one", () => {
  const claimed: string[] = [];
  for (const { id, keywords } of new Set(bot.stories.values())) {
    for (const locale of ["en", "fr"]) {
      const phrases = Object.entries(keywords).find(([language]) => language === locale)?.[1];
      expect(phrases, `${id} in ${locale}`).not.toHaveLength(0);
      claimed.push(...[phrases ?? []].flat().map((phrase) => `${locale}: ${phrase}`));
    }
  }
  expect(claimed).toEqual([...new Set(claimed)]);
});

test("who opens the chat is welcomed with choices, in their language; who greets again is known", async () => {
  const ada = talk();
  const welcome = await ada.open();
  expect(wordsIn(welcome)[0]).toMatch(/^Hello! I am Aubri/);
  expect(labelsIn(welcome)).toEqual(english);
  expect(wordsIn(await ada.say("hello"))[0]).toMatch(/^Hello again/);

  const zoe = talk("fr-BE");
  const accueil = await zoe.say("Bonjour !");
  expect(wordsIn(accueil)[0]).toMatch(/^Bonjour ! Je suis Aubri/);
  expect(labelsIn(accueil)).toEqual(french);
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
      expect(wordsIn(answer).join()).not.toBe("");
      for (const choice of labelsIn(answer)) expect(choice.length).toBeLessThanOrEqual(20);
    }
  }
});

test("departures: both missing stations are asked for, one after the other", async () => {
  const ada = talk();
  const from = await ada.say("departures");
  expect(wordsIn(from)).toEqual(["From which station?"]);
  expect(labelsIn(from)).toHaveLength(8);
  const to = await ada.say("brecy");
  expect(wordsIn(to)).toEqual(["From Brécy-le-Pont, good. Where to?"]);
  expect(labelsIn(to)).not.toContain("Brécy-le-Pont");
  expect(wordsIn(await ada.tap("Hautepierre"))).toEqual([
    "**Brécy-le-Pont** to **Hautepierre**\n- 15:37, arrives 16:20\n- 16:37, arrives 17:20\n- 17:07, arrives 17:50\n" +
      "- 17:37, arrives 18:20\nA single costs €4.10.",
  ]);
  expect(wordsIn(await ada.tap("Way back"))[0]).toContain("**Hautepierre** to **Brécy-le-Pont**\n- 15:35,");
});

test("departures: a sentence that names both stations is answered at once; one that names the goal is asked the rest", async () => {
  const zoe = talk("fr");
  expect(wordsIn(await zoe.say("Quels trains de Montaubrel à Port-Clément ?"))[0]).toMatch(
    /^De \*\*Montaubrel\*\* à \*\*Port-Clément\*\*/,
  );
  expect(wordsIn(await zoe.say("un train pour Hautepierre"))).toEqual(["De quelle gare partez-vous ?"]);
  expect(wordsIn(await zoe.say("à Brécy"))[0]).toMatch(/^De \*\*Brécy-le-Pont\*\* à \*\*Hautepierre\*\*/);
});

test("departures: an unknown station is asked for again, with those it may have been", async () => {
  const ada = talk();
  await ada.say("next train");
  const near = await ada.say("Hautpiere");
  expect(wordsIn(near)).toEqual(["I do not know that station. Did you mean one of these?"]);
  expect(labelsIn(near)).toEqual(["Hautepierre"]);
  expect(labelsIn(await ada.say("Atlantis"))).toHaveLength(8);
  await ada.tap("Hautepierre");
  expect(wordsIn(await ada.say("Hautepierre"))).toEqual(["You are there already! Where would you like to go?"]);
});

test("departures: while a station is asked for, another subject is welcome", async () => {
  const ada = talk();
  await ada.say("departures");
  expect(wordsIn(await ada.say("opening hours"))[0]).toMatch(/^Our ticket offices/);
});

test("late in the evening tomorrow's trains are named as such", async () => {
  const zoe = talk("fr", Date.UTC(2026, 10, 20, 21, 30));
  expect(wordsIn(await zoe.say("train de Port-Clément à Les Salines"))[0]).toContain("- demain 07:12, arrivée 07:19");
});

test("fares: a carousel with pictures, and the details of a card", async () => {
  const zoe = talk("fr");
  const [heading, cards] = await zoe.say("combien coûte un billet ?");
  expect(heading?.type).toBe("text");
  expect(cards).toMatchObject({
    type: "carousel",
    cards: [
      { title: "Aller simple, 1 zone, 2,40\u00A0€", image: { url: `${publicUrl}/pictures/coast.png` } },
      { title: "Aller simple, 2 zones, 4,10\u00A0€" },
      { title: "Aller simple, 3 zones, 5,90\u00A0€" },
      { title: "Carte journée, 12,50\u00A0€" },
    ],
  });
  expect(wordsIn(await zoe.follow("fares?ticket=day-pass"))[0]).toMatch(/^\*\*Carte journée\*\*\n12,50 €, ou 6,00 €/);
});

test("lost property: what, where and when, then the report is read back and sent", async () => {
  const ada = talk();
  expect(wordsIn(await ada.say("I lost something"))[0]).toContain("What did you lose?");
  expect(wordsIn(await ada.say("a blue umbrella"))).toEqual(["“a blue umbrella”, noted. Where did you last have it?"]);
  expect(wordsIn(await ada.say("somewhere"))[0]).toMatch(/^I do not know that place/);
  expect(wordsIn(await ada.say("at montaubrel, I think"))).toEqual(["And when was that?"]);
  expect(wordsIn(await ada.tap("Yesterday"))[0]).toContain(
    "- What: a blue umbrella\n- Where: Montaubrel\n- When: Yesterday",
  );
  expect(wordsIn(await ada.tap("Yes, send it"))[0]).toMatch(/Your report is \*\*LP-[0-9A-F]{6}\*\*.*Port-Clément/);
  expect(ada.state().data["lost"]).toBeUndefined();
});

test("lost property: a look at the hours in between loses nothing, and the report can be begun anew", async () => {
  const zoe = talk("fr");
  await zoe.say("j'ai perdu quelque chose");
  await zoe.say("un parapluie");
  await zoe.say("guichets");
  expect(wordsIn(await zoe.say("objet perdu"))).toEqual([
    "Nous avions commencé une déclaration pour « un parapluie ». On continue ?",
  ]);
  expect(wordsIn(await zoe.tap("Continuer"))[0]).toMatch(/^« un parapluie », c'est noté/);
  expect(wordsIn(await zoe.tap("Dans le train"))).toEqual(["Et quand était-ce ?"]);
  expect(wordsIn(await zoe.say("ce matin"))[0]).toContain("- Où : Dans le train\n- Quand : ce matin");
  expect(wordsIn(await zoe.tap("Recommencer"))[0]).toContain("Qu'avez-vous perdu ?");
  expect(wordsIn(await zoe.say("un chapeau"))[0]).toMatch(/^« un chapeau »/);
});

test("opening hours say what is open now", async () => {
  const [first] = wordsIn(await talk().say("opening hours"));
  expect(first).toContain(
    "- **Port-Clément**: Monday to Friday 06:30–19:30, Saturday to Sunday 08:00–18:00 (open now, until 19:30)",
  );
  const [late] = wordsIn(await talk("fr", Date.UTC(2026, 10, 20, 19, 0)).say("guichet"));
  expect(late).toContain("- **Montaubrel** : lundi à samedi 08:30–17:30 (fermé, ouvre demain à 08:30)");
});

test("the photo has an absolute address and says what it shows", async () => {
  expect(await talk().say("a photo please")).toMatchObject([
    {
      type: "media",
      media: { kind: "image", url: `${publicUrl}/pictures/viaduct.png`, alt: expect.stringContaining("viaduct") },
    },
  ]);
});

test("the story of the line is told word by word, and is whole at the end", async () => {
  for (const [locale, ask] of [
    ["en", "history"],
    ["fr", "raconte"],
  ] as const) {
    const visitor = talk(locale);
    const [whole] = wordsIn(await visitor.say(ask));
    expect(visitor.deltas.length).toBeGreaterThan(150);
    expect(visitor.deltas.join("").replaceAll("\u00A0", " ")).toBe(whole);
  }
});

test("a person is there, or it is said when", async () => {
  expect(wordsIn(await talk().say("I want to talk to a person"))[0]).toMatch(
    /^Someone is there for you now, until 18:00: call 04 65 71 20 48/,
  );
  const sunday = Date.UTC(2026, 10, 22, 10, 0);
  expect(wordsIn(await talk("fr", sunday).say("parler à quelqu'un"))[0]).toContain("04 65 71 20 48 dès demain 08:00");
});

test("what is not understood is met with the menu; a station that was named is taken up", async () => {
  const ada = talk();
  const lost = await ada.say("xyzzy");
  expect(wordsIn(lost)).toEqual(["Sorry, I did not understand that. I know my way around these:"]);
  expect(labelsIn(lost)).toEqual(english);
  expect(wordsIn(await ada.say("brécy?"))).toEqual(["You mentioned Brécy-le-Pont. Shall I look up its trains?"]);
  expect(wordsIn(await ada.tap("Trains to there"))).toEqual(["From which station?"]);
  expect(wordsIn(await ada.say("lac"))[0]).toMatch(/^\*\*Lac d'Arvières\*\* to \*\*Brécy-le-Pont\*\*/);
});

test("a button from another time is met with the menu", async () => {
  expect(wordsIn(await talk().follow("departures?from=atlantis"))[0]).toMatch(
    /^That button is from an older timetable/,
  );
});
