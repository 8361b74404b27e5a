import { findProblems } from "@causerie/server";
import { type Phrases, phrasesByLocale } from "@causerie/server/understanding/keywords.ts";
import { describe, expect, test } from "vitest";
import { publicUrl, bot, channels, fridayEvening, sunday, talk } from "./test-visitors.ts";
import { words } from "./words.ts";

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

function textsIn(locale: string, phrases: Phrases): string[] {
  return phrasesByLocale(phrases).flatMap((phrase) => (phrase.locale === locale ? [phrase.text] : []));
}

describe.each(channels)("on %s", (channel) => {
  test("who opens the chat is welcomed with choices, in their language; who greets again is known, even days later", async () => {
    const ada = talk({ channel });
    const welcome = await ada.open();
    expect(welcome.texts[0]).toMatch(/^Hello.* I am Aubri/);
    expect(welcome.labels).toEqual(english);
    expect((await ada.say("hello")).texts[0]).toMatch(/^Hello again/);
    ada.wait({ days: 3 });
    expect((await ada.say("hello")).texts[0]).toMatch(/^Hello again/);

    const accueil = await talk({ channel, locale: "fr-BE" }).say("Bonjour !");
    expect(accueil.texts[0]).toMatch(/^Bonjour.* Je suis Aubri/);
    expect(accueil.labels).toEqual(french);
  });

  test("every choice of the welcome leads to an answer, and every label fits a Messenger button", async () => {
    for (const [locale, labels] of [
      ["en", english],
      ["fr", french],
    ] as const) {
      for (const label of labels) {
        const visitor = talk({ channel, locale });
        await visitor.open();
        const answer = await visitor.tap(label);
        expect(answer.texts.join("")).not.toBe("");
        for (const choice of answer.labels) expect(choice.length).toBeLessThanOrEqual(20);
      }
    }
  });

  test("fares: a carousel with pictures, and the details of a card", async () => {
    const zoe = talk({ channel, locale: "fr" });
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

  test("opening hours say what is open now", async () => {
    expect((await talk({ channel }).say("opening hours")).texts[0]).toContain(
      "- **Port-Clément**: Monday to Friday 06:30–19:30, Saturday to Sunday 08:00–18:00 (open now, until 19:30)",
    );
    expect((await talk({ channel, locale: "fr", at: fridayEvening }).say("horaires des guichets")).texts[0]).toContain(
      "- **Montaubrel**\u00A0: lundi à samedi 08:30–17:30 (fermé, ouvre demain à 08:30)",
    );
  });

  test("the photo has an absolute address and says what it shows", async () => {
    expect((await talk({ channel }).say("a photo please")).messages).toMatchObject([
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
      const visitor = talk({ channel, locale });
      const { texts, messages, payloads } = await visitor.say(ask);
      expect(texts[0]).toContain("1961");
      // Messenger cannot show a text that grows: each paragraph goes out once it is complete.
      expect(payloads.length > 3).toBe(channel === "messenger");
      expect(visitor.deltas.join("")).toBe(channel === "messenger" ? "" : texts[0]);
      expect(messages[0]?.footnotes).toHaveLength(2);
    }
  });

  test("a person takes over while the helpline is open, and the bot comes back when it is called or after two minutes", async () => {
    const ada = talk({ channel });
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
    const zoe = talk({ channel, locale: "fr", at: sunday });
    expect((await zoe.say("parler à quelqu'un")).texts[0]).toContain("04 65 71 20 48 dès demain 08:00");
    expect((await zoe.say("bonjour")).texts[0]).toMatch(/^Bonjour/);
  });

  test("thumbs, thanks and files are answered kindly; a thumb that is taken back is not", async () => {
    const ada = talk({ channel });
    expect((await ada.rate("up")).texts).toEqual(["Thank you, I am glad that helped!"]);
    expect((await ada.rate("down")).labels).toEqual(["Talk to a person", "Menu"]);
    expect((await ada.rate("none")).texts).toEqual([]);
    expect((await ada.say("thank you")).texts).toEqual(["You are welcome!"]);
    expect((await ada.attach({ kind: "image" })).labels).toEqual(["Lost property", "Menu"]);
  });

  test("who comes by a campaign is welcomed, who comes by a link to a story gets it", async () => {
    expect((await talk({ channel }).refer("summer")).texts[0]).toMatch(/^Hello/);
    expect((await talk({ channel }).refer("fares?ticket=day-pass")).texts[0]).toMatch(/^\*\*Day pass/);
  });

  test("what is not understood is met with the menu; a station that was named is taken up", async () => {
    const ada = talk({ channel });
    const lost = await ada.say("xyzzy");
    expect(lost.texts[0]).toMatch(/^Sorry, /);
    expect(lost.labels).toEqual(english);
    expect((await ada.say("brécy?")).texts).toEqual(["From Brécy-le-Pont, good. Where to?"]);
    expect((await ada.say("lac")).texts[0]).toMatch(/^\*\*Brécy-le-Pont\*\* to \*\*Lac d'Arvières\*\*/);
  });

  test("a button from another time is met with the menu, or with the question for what it no longer says", async () => {
    expect((await talk({ channel }).follow("fares?ticket=gone")).texts[0]).toMatch(
      /^That button is from an older timetable/,
    );
    expect((await talk({ channel }).follow("departures?from=atlantis")).texts).toEqual([
      "I do not know that station. These are ours:",
    ]);
  });

  test("a question that nobody can answer is left", async () => {
    const ada = talk({ channel });
    await ada.say("departures");
    for (const words of ["one", "another", "third"]) await ada.say(`xyzzy ${words}`);
    expect((await ada.say("xyzzy")).labels).toEqual(english);
  });
});
