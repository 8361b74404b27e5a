import { expect, test } from "vitest";
import { detectLocale } from "./detect-locale.ts";

const latin = ["en", "fr", "de", "es", "it", "nl", "pt"];

/** What people ask of a railway. The words of the tables were chosen with these in view. */
const known: Readonly<Record<string, readonly string[]>> = {
  en: [
    "Where is the station?",
    "I want to go to Lille tomorrow",
    "How much is a ticket for two adults?",
    "What time does the next train leave",
    "Can you help me please",
    "I lost my umbrella on the train this morning",
    "do you have any offers for students",
    "My train was cancelled, what can I do?",
    "Is there a restaurant on board?",
    "thanks, that's all I needed",
    "i'd like to talk to a human",
    "Could I get my money back?",
    "It doesn't work",
    "We are four people with two bikes",
    "Show me something else",
    "When do you open on Sundays?",
  ],
  fr: [
    "Où est la gare ?",
    "Je voudrais aller à Lille demain",
    "Combien coûte un billet pour deux adultes ?",
    "A quelle heure part le prochain train",
    "Pouvez-vous m'aider s'il vous plaît",
    "J'ai perdu mon parapluie dans le train ce matin",
    "avez vous des offres pour les étudiants",
    "Mon train a été annulé, que faire ?",
    "Est-ce qu'il y a un restaurant à bord ?",
    "merci, c'est tout ce qu'il me fallait",
    "je veux parler à un humain",
    "Est-il possible d'être remboursé ?",
    "Ça ne marche pas",
    "Nous sommes quatre avec deux vélos",
    "Montrez-moi autre chose",
    "Quels sont vos horaires le dimanche ?",
  ],
  de: [
    "Wo ist der Bahnhof?",
    "Ich möchte morgen nach Lille fahren",
    "Wie viel kostet eine Fahrkarte für zwei Erwachsene?",
    "Wann fährt der nächste Zug ab",
    "Können Sie mir bitte helfen",
    "Ich habe heute früh meinen Schirm im Zug verloren",
    "gibt es angebote für studenten",
    "Mein Zug ist ausgefallen, was kann ich tun?",
    "Gibt es ein Restaurant an Bord?",
    "danke, das war alles",
    "ich will mit einem Menschen sprechen",
    "Bekomme ich mein Geld zurück?",
    "Das funktioniert nicht",
    "Wir sind zu viert mit zwei Fahrrädern",
    "Zeigen Sie mir etwas anderes",
    "Wann haben Sie sonntags geöffnet?",
  ],
  es: [
    "¿Dónde está la estación?",
    "Quiero ir a Lille mañana",
    "¿Cuánto cuesta un billete para dos adultos?",
    "A qué hora sale el próximo tren",
    "Me puede ayudar por favor",
    "He perdido mi paraguas en el tren esta mañana",
    "teneis ofertas para estudiantes",
    "Mi tren ha sido cancelado, ¿qué puedo hacer?",
    "¿Hay restaurante a bordo?",
    "gracias, eso es todo",
    "quiero hablar con una persona",
    "¿Me pueden devolver el dinero?",
    "No funciona",
    "Somos cuatro con dos bicicletas",
    "Enséñame otra cosa",
    "¿A qué hora abren los domingos?",
  ],
  it: [
    "Dov'è la stazione?",
    "Vorrei andare a Lille domani",
    "Quanto costa un biglietto per due adulti?",
    "A che ora parte il prossimo treno",
    "Mi può aiutare per favore",
    "Ho perso il mio ombrello sul treno stamattina",
    "avete offerte per studenti",
    "Il mio treno è stato cancellato, cosa posso fare?",
    "C'è un ristorante a bordo?",
    "grazie, è tutto",
    "voglio parlare con una persona",
    "Posso avere un rimborso?",
    "Non funziona",
    "Siamo in quattro con due biciclette",
    "Fammi vedere qualcos'altro",
    "Quando siete aperti la domenica?",
  ],
  nl: [
    "Waar is het station?",
    "Ik wil morgen naar Lille",
    "Hoeveel kost een kaartje voor twee volwassenen?",
    "Hoe laat vertrekt de volgende trein",
    "Kunt u mij helpen alstublieft",
    "Ik heb vanochtend mijn paraplu in de trein laten liggen",
    "hebben jullie aanbiedingen voor studenten",
    "Mijn trein is uitgevallen, wat kan ik doen?",
    "Is er een restaurant aan boord?",
    "bedankt, dat was alles",
    "ik wil met een mens praten",
    "Krijg ik mijn geld terug?",
    "Het werkt niet",
    "We zijn met vier en twee fietsen",
    "Laat me iets anders zien",
    "Wanneer bent u op zondag open?",
  ],
  pt: [
    "Onde fica a estação?",
    "Quero ir para Lille amanhã",
    "Quanto custa um bilhete para dois adultos?",
    "A que horas sai o próximo comboio",
    "Pode me ajudar por favor",
    "Perdi o meu guarda-chuva no comboio esta manhã",
    "vocês têm ofertas para estudantes",
    "O meu comboio foi cancelado, o que posso fazer?",
    "Há um restaurante a bordo?",
    "obrigado, é tudo",
    "quero falar com uma pessoa",
    "Posso ter o dinheiro de volta?",
    "Não funciona",
    "Somos quatro com duas bicicletas",
    "Mostre-me outra coisa",
    "Quando abrem aos domingos?",
  ],
};

/** The same sort, of which no word was chosen: written after the tables. */
const unseen: Readonly<Record<string, readonly string[]>> = {
  en: [
    "my phone died and the ticket was on it",
    "who do I call if nobody answers",
    "that's not what I asked for",
    "any chance of a seat by the window?",
    "I think you misunderstood me",
    "We missed our connection because of you",
    "which platform for the coast",
    "is it still raining over there",
    "please stop sending me these",
    "The door would not open and I am stuck",
  ],
  fr: [
    "mon téléphone est mort et le billet était dessus",
    "qui dois-je appeler si personne ne répond",
    "ce n'est pas ce que j'ai demandé",
    "il reste une place côté fenêtre ?",
    "je crois que tu m'as mal compris",
    "On a raté notre correspondance à cause de vous",
    "quel quai pour la côte",
    "il pleut toujours là bas",
    "arretez de m'envoyer ça",
    "La porte ne s'ouvrait pas et je suis coincé",
  ],
  de: [
    "mein handy ist leer und die fahrkarte war drauf",
    "wen rufe ich an wenn keiner antwortet",
    "danach habe ich nicht gefragt",
    "ist noch ein platz am fenster frei?",
    "ich glaube du hast mich falsch verstanden",
    "Wir haben wegen euch den Anschluss verpasst",
    "welches gleis zur küste",
    "regnet es dort immer noch",
    "hört bitte auf mir das zu schicken",
    "Die Tür ging nicht auf und ich stecke fest",
  ],
  es: [
    "se me murió el móvil y el billete estaba dentro",
    "a quién llamo si nadie contesta",
    "eso no es lo que pregunté",
    "queda algún asiento de ventanilla?",
    "creo que no me has entendido",
    "Perdimos el enlace por vuestra culpa",
    "qué andén para la costa",
    "sigue lloviendo por allí",
    "dejad de mandarme esto por favor",
    "La puerta no se abría y estoy atrapado",
  ],
  it: [
    "il telefono è morto e il biglietto era lì",
    "chi chiamo se non risponde nessuno",
    "non è quello che ho chiesto",
    "c'è ancora un posto al finestrino?",
    "penso che tu mi abbia capito male",
    "Abbiamo perso la coincidenza per colpa vostra",
    "quale binario per la costa",
    "piove ancora da quelle parti",
    "smettetela di mandarmi queste cose",
    "La porta non si apriva e sono bloccato",
  ],
  nl: [
    "mijn telefoon is leeg en het kaartje stond erop",
    "wie bel ik als niemand opneemt",
    "dat vroeg ik niet",
    "is er nog een plek bij het raam?",
    "ik denk dat je me verkeerd begrijpt",
    "We hebben door jullie de aansluiting gemist",
    "welk spoor naar de kust",
    "regent het daar nog steeds",
    "stop alsjeblieft met dit te sturen",
    "De deur ging niet open en ik zit vast",
  ],
  pt: [
    "o meu telemóvel morreu e o bilhete estava lá",
    "quem é que eu chamo se ninguém responde",
    "não foi isso que eu perguntei",
    "ainda há lugar à janela?",
    "acho que você não me entendeu",
    "Perdemos a ligação por vossa culpa",
    "qual a linha para a costa",
    "ainda chove por aí",
    "parem de me mandar isto por favor",
    "A porta não abria e estou preso",
  ],
};

type Tally = { right: number; silent: number; wrong: string[] };

/** Each sentence in each conversation that is in another language. */
function tally(sentences: Readonly<Record<string, readonly string[]>>): Tally {
  const result: Tally = { right: 0, silent: 0, wrong: [] };
  for (const [language, texts] of Object.entries(sentences)) {
    for (const text of texts) {
      for (const current of latin.filter((other) => other !== language)) {
        const detected = detectLocale(text, latin, current);
        if (detected === language) result.right += 1;
        else if (detected === undefined) result.silent += 1;
        else result.wrong.push(`${text}: ${detected}, not ${language}`);
      }
    }
  }
  return result;
}

test("of seven languages, none is taken for another; nine in ten plain sentences are recognised", () => {
  const { right, silent, wrong } = tally(known);
  expect(wrong).toEqual([]);
  expect(right / (right + silent)).toBeGreaterThan(0.9);
});

test("sentences of words that nobody thought of are recognised in two of three cases, and never wrongly", () => {
  const { right, silent, wrong } = tally(unseen);
  expect(wrong).toEqual([]);
  expect(right / (right + silent)).toBeGreaterThan(0.66);
});

test("a sentence in the conversation's own language is no reason to change it", () => {
  for (const sentences of [known, unseen]) {
    for (const [language, texts] of Object.entries(sentences)) {
      expect(texts.map((text) => detectLocale(text, latin, language))).toEqual(texts.map(() => undefined));
      expect(detectLocale(texts[0] ?? "", latin, `${language}-XX`)).toBeUndefined();
    }
  }
});

const traps = [
  "OK merci",
  "pain au chocolat",
  "restaurant Lille",
  "Lille",
  "Rue de la Paix",
  "Gare de Lyon",
  "Los Angeles",
  "La Rochelle",
  "Café de la Gare",
  "Den Haag Centraal",
  "Frankfurt am Main",
  "Costa del Sol",
  "Rio de Janeiro",
  "Santiago de Compostela",
  "São Paulo",
  "Saint Martin de Ré",
  "crème brûlée please",
  "c'est la vie",
  "la dolce vita",
  "a la carte menu",
  "ok",
  "no",
  "si",
  "1234",
  "https://www.example.com/où/est/la/gare",
  "zoe.martin@example.fr",
  "Jean-Pierre de la Fontaine",
  "María del Carmen",
  "van der Berg",
  "Müller",
  "déjà vu",
  "voilà",
  "merci",
  "ciao",
  "hello",
  "Hallo",
  "taxi",
  "hotel Paris centre",
  "train Lille Paris",
  "ticket Bruxelles Gent",
  "Ludwig van Beethoven",
  "AB-123-CD",
  "👍",
  "?!",
  "",
  "   ",
  "pizza quattro stagioni",
  "Weihnachtsmarkt",
  "Kindergarten",
  "croissant au beurre",
  "a+",
  "ja",
  "oui",
  "Leonardo da Vinci",
  "Notre Dame de Paris",
  "El Niño",
  "Vasco da Gama",
  "Las Vegas Nevada",
  "non",
  "Où Est La Gare le film",
  "Den Bosch",
  "In de Wulf",
  "Chez Léon",
  "Le Pain Quotidien",
  "Het Parool",
  "Die Zeit",
  "merci merci merci",
  "Bonjour, I need a ticket",
  "Jag vill åka till Göteborg i morgon",
  "Jeg vil gerne have en billet til i morgen",
  "Chcę jechać jutro do Krakowa",
  "Vull anar a Barcelona demà, quant costa?",
];

test.each(traps)("%j is no reason to change the language", (text) => {
  expect(latin.map((current) => detectLocale(text, latin, current))).toEqual(latin.map(() => undefined));
});

test("a greeting that only one language has is enough, also with a name", () => {
  const english = (text: string): string | undefined => detectLocale(text, latin, "en");
  expect(["Bonjour", "bonsoir !", "Bonjour Aubri", "merci beaucoup", "BONJOUR"].map(english)).toEqual([
    "fr",
    "fr",
    "fr",
    "fr",
    "fr",
  ]);
  expect(["hola", "Gracias.", "Buenos días", "¡Hola!", "buenas tardes"].map(english)).toEqual([
    "es",
    "es",
    "es",
    "es",
    "es",
  ]);
  expect(["Guten Tag", "danke", "Buongiorno", "grazie mille", "Goedemorgen", "olá", "Obrigada!"].map(english)).toEqual([
    "de",
    "de",
    "it",
    undefined,
    "nl",
    "pt",
    "pt",
  ]);
  expect(detectLocale("Good evening", latin, "fr")).toBe("en");
  expect(detectLocale("bonjour train", latin, "en")).toBeUndefined();
});

test("accents may be left out, and a text may be all capitals", () => {
  expect(detectLocale("ou est ce que je peux acheter un billet", latin, "en")).toBe("fr");
  expect(detectLocale("donde esta la estacion por favor", latin, "en")).toBe("es");
  expect(detectLocale("JE VOUDRAIS PARLER À QUELQU'UN", latin, "en")).toBe("fr");
  expect(detectLocale("Je n’ai pas reçu l’e-mail", latin, "en")).toBe("fr");
});

test("a language that the bot does not speak is nobody's, and does not pass for its neighbour", () => {
  for (const text of known["it"] ?? []) expect(detectLocale(text, ["en", "es", "fr"], "en")).toBeUndefined();
  for (const text of known["pt"] ?? []) expect(detectLocale(text, ["en", "es", "fr"], "en")).toBeUndefined();
  for (const text of known["nl"] ?? []) expect(detectLocale(text, ["en", "de"], "en")).toBeUndefined();
});

test("the answer is the bot's own name of the locale", () => {
  expect(detectLocale("Où est la gare ?", ["en-GB", "fr-CA", "fr"], "en-GB")).toBe("fr-CA");
  expect(detectLocale("你好，请问火车站在哪里", ["en", "zh-Hans"], "en")).toBe("zh-Hans");
});

test("what was said first counts", () => {
  const start = "Bonjour, je voudrais savoir où est la gare. ".repeat(30);
  const end = "I would like to know where the station is. ".repeat(300);
  expect(detectLocale(start + end, latin, "de")).toBe("fr");
});

test("a greeting or a script of the conversation's own language changes nothing", () => {
  expect(detectLocale("Bonjour", ["en", "fr"], "fr-CA")).toBeUndefined();
  expect(detectLocale("Где вокзал?", ["en", "ru"], "ru")).toBeUndefined();
});

test("another script is recognised by its letters", () => {
  const spoken = ["en", "ar", "he", "ru", "el", "zh", "ja", "ko"];
  const detected = [
    "أين المحطة؟",
    "איפה התחנה?",
    "Где вокзал?",
    "Πού είναι ο σταθμός;",
    "火车站在哪里?",
    "駅はどこですか",
    "역이 어디예요?",
    "はい",
    "спасибо",
  ];
  expect(detected.map((text) => detectLocale(text, spoken, "en"))).toEqual([
    "ar",
    "he",
    "ru",
    "el",
    undefined,
    "ja",
    "ko",
    "ja",
    "ru",
  ]);
  expect(detectLocale("火车站在哪里?", ["en", "zh"], "en")).toBe("zh");
  expect(detectLocale("สถานีอยู่ที่ไหน", ["en", "th"], "en")).toBe("th");
  expect(detectLocale("स्टेशन कहाँ है?", ["en", "hi"], "en")).toBe("hi");
  expect(detectLocale("What does שלום mean in English?", spoken, "en")).toBeUndefined();
  expect(detectLocale("Where is the station?", spoken, "ru")).toBe("en");
  expect(detectLocale("Ω", spoken, "en")).toBeUndefined();
});

test("languages that share a script are told apart by letters of their own, or not at all", () => {
  const spoken = ["en", "ru", "uk", "ar", "fa"];
  expect(detectLocale("Где находится вокзал, и когда отходит поезд? Мы ждём, это важно", spoken, "en")).toBe("ru");
  expect(detectLocale("Де знаходиться вокзал і коли їде потяг?", spoken, "ru")).toBe("uk");
  expect(detectLocale("вокзал", spoken, "en")).toBeUndefined();
  expect(detectLocale("چه ساعتی قطار می‌رود؟", spoken, "en")).toBe("fa");
  expect(detectLocale("вокзал", ["en", "bg"], "en")).toBe("bg");
});

test("a text without end is judged by its beginning, in a moment", () => {
  for (const text of ["a", "a ", "'", ".", "a.", "é@", "¿", "je suis ", "我"]) {
    expect(["fr", undefined]).toContain(detectLocale(text.repeat(300_000), ["en", "fr"], "en"));
  }
});
