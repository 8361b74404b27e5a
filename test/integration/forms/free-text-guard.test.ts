import { createBot, story } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import * as v from "valibot";
import { expect, test } from "vitest";

const book = story("book", { keywords: ["book"], slots: { name: v.string() } });
const bot = createBot({
  locales: ["en", "fr", "de", "es", "it", "nl", "pt"],
  detectLocale: false,
  fallback: (_turn, reason) => `fallback: ${reason}`,
  stories: [book.handle({ ask: { name: () => "Name?" }, run: (_turn, { name }) => `Hello ${name}` })],
});

async function nameAfter(locale: string, words: string): Promise<unknown> {
  const ada = simulate(bot, { locale });
  await ada.say("book");
  await ada.say(words);
  return (await ada.state()).current?.slots["name"];
}

const perLine = (texts: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(texts).flatMap(([locale, lines]) =>
    lines
      .trim()
      .split("\n")
      .map((line): [string, string] => [locale, line.trim()]),
  );

/** As people write them: mostly without a question mark, also with the question word at the end. */
const questions = perLine({
  en: `how much does it cost
    do you deliver to Lyon
    why do you need my name
    is it free
    are dogs allowed
    what happens with my data
    could you explain that
    any parking nearby?
    where's the entrance
    am I talking to a robot
    please tell me the price first
    and how much is that
    ok but how much is it
    hi, what time do you close
    it costs how much
    dogs allowed`,
  fr: `combien ça coûte
    pourquoi vous voulez mon nom
    c'est gratuit ?
    vous prenez la carte
    est ce que je peux payer en espèces
    ça coûte combien
    et les enfants paient combien
    peut on annuler
    mais c'est pour quoi faire
    t'es un robot
    vous fermez à quelle heure`,
  de: `was kostet das
    warum brauchen Sie meinen Namen
    kann man mit Karte zahlen
    ist das kostenlos
    haben Sie sonntags offen
    gibt's auch vegan
    bist du ein Roboter`,
  es: `cuánto cuesta
    ¿por qué necesitas mi nombre?
    se puede pagar con tarjeta
    está abierto los domingos
    eres un robot
    aceptan perros`,
  it: `quanto costa
    perché serve il mio nome
    siete aperti la domenica
    e il biglietto costa quanto
    accetta cani`,
  nl: `wat kost dat
    waarom wil je mijn naam
    is er parkeerplaats`,
  pt: `quanto custa
    por que precisa do meu nome
    aceitam cartão
    fica onde a loja onde`,
});

/** Names and addresses with words that questions and commands have. */
const names = perLine({
  en: `Will Smith
    Mae Whitman
    Candice Howe
    Howard Wells
    Do Kwon
    Hugh Ware
    My name is Anne-Marie O'Neill
    12 Canterbury Close
    221B Baker Street, London NW1 6XE
    Flat 3, The Old Mill, Howe Street
    Can Dündar
    Wen Li
    cancel street 5
    May
    Stop & Go Ltd
    Dr. Who`,
  fr: `Quentin Combien
    Marie-Ange Quellec
    Jean Où
    12 bis rue du Quai, 59000 Lille
    Y. Agnès
    Laisse Dupont`,
  de: `Wolfgang Wasmuth
    Wiebke Werner
    Am Wasserturm 7
    Kann Straße 3
    Ist Van`,
  es: `Calle Qué 4
    Como Martínez
    Hay López
    Acepta Ruiz`,
  it: `Via Che Guevara 3
    Chiara Hai
    Maria Accetta`,
  nl: `Wil de Vries
    Hoek van Holland 3
    Is Jansen`,
  pt: `Rua Quando 3
    Tem Silva`,
});

const remarks = perLine({
  en: `ring twice, the bell is broken
    call me when you can
    I don't know how many`,
  fr: `vous pouvez sonner deux fois
    je ne sais pas encore quand
    on peut venir avec le chien, on est 5`,
  de: `bitte zweimal klingeln
    ich weiß nicht wann`,
  es: `dejar en portería
    no sé todavía cuándo`,
  it: `suonare due volte
    non so ancora quando`,
  nl: `twee keer bellen`,
  pt: `tocar duas vezes
    não sei ainda quando`,
});

test.each(questions)("in %s, a name is not: %s", async (locale, question) => {
  expect(await nameAfter(locale, question)).toBeUndefined();
});

test.each([...names, ...remarks])("in %s, taken as it is: %s", async (locale, words) => {
  expect(await nameAfter(locale, words)).toBe(words);
});
