import { intent, oneOf, story } from "@causerie/server";
import * as v from "valibot";
import { stations, tickets } from "#railway/railway.ts";
import { examples } from "./examples.ts";

/**
 * The subjects of the bot: data only, so that every story may link to every other. The handlers are in the files beside
 * this one.
 * @module
 */
const stationNames = {
  "port-clement": {
    en: ["Port-Clément", "Clément", "harbour", "the harbour"],
    fr: ["Port-Clément", "Clément", "port", "le port"],
  },
  "les-salines": ["Les Salines", "Salines"],
  "saint-evrard": ["Saint-Évrard", "St-Évrard", "Évrard"],
  brecy: ["Brécy-le-Pont", "Brécy"],
  montaubrel: ["Montaubrel"],
  "combe-noire": ["Combe-Noire", "Combe"],
  "lac-arvieres": ["Lac d'Arvières", "Arvières", "lake", "the lake", "lac", "le lac"],
  hautepierre: ["Hautepierre"],
};
export const station = oneOf("station", stationNames);
export const place = oneOf("place", { ...stationNames, train: ["train", "carriage", "wagon"] });

const stationId = v.picklist(stations.map(({ id }) => id));
const ticketId = v.picklist(tickets.map(({ id }) => id));
const words = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(300));

/** "From Brécy to the lake", "un train pour Hautepierre": the word before a name decides which slot it fills. */
const journey = {
  from: { entity: station, after: { en: ["from"], fr: ["de", "du", "depuis"] } },
  to: { entity: station, after: { en: ["to", "for", "towards"], fr: ["à", "au", "pour", "vers", "jusqu'à"] } },
};

const wayBack = intent("way_back", {
  keywords: {
    en: ["and back", "the way back", "return trip", "the other way"],
    fr: ["et le retour", "trajet retour", "dans l'autre sens"],
  },
});
const yes = intent("yes", {
  keywords: {
    en: ["yes", "yes please", "yes send it", "yes send it please", "send it", "yes that is right", "correct"],
    fr: ["oui", "oui merci", "oui envoyez", "envoyez", "oui c'est exact", "c'est exact", "oui c'est ça"],
  },
});
const no = intent("no", {
  keywords: { en: ["no", "no that is wrong", "that is wrong"], fr: ["non", "non c'est faux", "c'est faux"] },
});

export const hello = story("hello", {
  events: ["start"],
  keywords: {
    en: ["hello", "hi", "good morning", "help", "menu", "start"],
    fr: ["bonjour", "salut", "bonsoir", "aide", "menu"],
  },
  examples: examples.hello,
});

export const departures = story("departures", {
  title: { en: "your journey", fr: "votre trajet" },
  keywords: {
    en: ["departures", "departure", "train", "trains", "timetable", "next train", "when does the train leave"],
    fr: ["départs", "départ", "train", "trains", "horaires", "horaire", "prochain train", "prochains trains"],
  },
  examples: examples.departures,
  slots: journey,
  steps: { back: { intents: [wayBack] } },
});

export const reminder = story("reminder", {
  title: { en: "the reminder", fr: "l'alerte" },
  keywords: {
    en: ["remind me", "reminder", "tell me when", "alert me"],
    fr: ["prévenez-moi", "rappel", "alerte", "me prévenir"],
  },
  examples: examples.reminder,
  slots: journey,
  steps: { leaving: v.object({ from: stationId, to: stationId, departs: v.string() }) },
});

export const stationList = story("stations", {
  keywords: {
    en: ["stations", "station list", "all stations", "stops", "where do you stop"],
    fr: ["gares", "liste des gares", "toutes les gares", "arrêts"],
  },
  examples: examples.stationList,
});

export const nearest = story("nearest", {
  events: ["location"],
  keywords: {
    en: ["nearest station", "near me", "closest station"],
    fr: ["gare la plus proche", "près de moi", "près de chez moi"],
  },
  examples: examples.nearest,
});

export const fares = story("fares", {
  keywords: {
    en: ["fares", "fare", "tickets", "ticket prices", "price", "prices", "how much"],
    fr: ["tarifs", "tarif", "billet", "billets", "prix", "combien"],
  },
  examples: examples.fares,
  params: v.object({ ticket: v.optional(ticketId) }),
});

export const lostProperty = story("lost-property", {
  title: { en: "your report", fr: "votre déclaration" },
  keywords: {
    en: ["lost property", "lost", "lost something", "i lost", "forgot", "left behind"],
    fr: ["objets trouvés", "objet trouvé", "objet perdu", "perdu", "oublié", "objets perdus"],
  },
  examples: examples.lostProperty,
  slots: {
    item: { schema: words, title: { en: "Item", fr: "Objet" } },
    place: { entity: place, title: { en: "Place", fr: "Lieu" } },
    day: { schema: words, title: { en: "Day", fr: "Jour" } },
  },
  steps: { form: true, send: { intents: [yes] }, anew: { intents: [no] } },
});

export const hours = story("hours", {
  keywords: {
    en: ["opening hours", "hours", "open", "ticket office", "ticket offices"],
    fr: [
      "heures d'ouverture",
      "horaires d'ouverture",
      "horaires des guichets",
      "ouverture",
      "ouvert",
      "guichet",
      "guichets",
    ],
  },
  examples: examples.hours,
});

export const photo = story("photo", {
  keywords: { en: ["photo", "picture", "viaduct"], fr: ["photo", "image", "viaduc"] },
  examples: examples.photo,
});

export const tale = story("tale", {
  keywords: {
    en: ["story", "history", "tell me a story", "story of the line"],
    fr: ["histoire", "raconte", "histoire de la ligne"],
  },
  examples: examples.tale,
});

const trip = v.object({
  from: v.optional(stationId),
  to: v.optional(stationId),
  seats: v.optional(v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(1), v.maxValue(6))),
  bicycle: v.optional(v.literal("true")),
});

export const planner = story("planner", {
  keywords: {
    en: ["plan a trip", "trip planner", "planner", "plan my journey", "reserve seats"],
    fr: ["planifier un voyage", "planificateur", "préparer mon voyage", "réserver des places"],
  },
  examples: examples.planner,
  params: trip,
  steps: { book: trip },
});

export const rules = story("rules", {
  keywords: {
    en: ["conditions", "conditions of carriage", "rules", "terms"],
    fr: ["conditions", "conditions de transport", "règlement", "règles"],
  },
  examples: examples.rules,
});

export const news = story("news", {
  keywords: {
    en: ["news", "soup train", "what is new"],
    fr: ["actualités", "train de la soupe", "quoi de neuf"],
  },
  examples: examples.news,
});

export const gradient = story("gradient", {
  keywords: {
    en: ["how steep is the line", "steep", "gradient", "how steep"],
    fr: ["la pente de la ligne", "pente", "quelle pente", "dénivelé"],
  },
  examples: examples.gradient,
});

export const openData = story("open-data", {
  keywords: {
    en: ["timetable as data", "open data", "json", "data for programs"],
    fr: ["horaires en données", "données ouvertes", "json", "données pour programmes"],
  },
  examples: examples.openData,
});

export const person = story("person", {
  keywords: {
    en: ["person", "human", "talk to a person", "agent", "someone", "contact"],
    fr: ["personne", "humain", "conseiller", "quelqu'un", "parler à quelqu'un", "contact"],
  },
  examples: examples.person,
});

export const back = story("back", {
  resumesBot: true,
  keywords: {
    en: ["back to Aubri", "Aubri", "assistant", "bot"],
    fr: ["retour à Aubri", "Aubri", "assistante", "robot"],
  },
  examples: examples.back,
});

export const thanks = story("thanks", {
  events: ["feedback"],
  keywords: { en: ["thanks", "thank you", "cheers"], fr: ["merci", "merci beaucoup"] },
  examples: examples.thanks,
});

export const picture = story("picture", { events: ["attachment"] });
