import { story } from "@causerie/server";
import * as v from "valibot";
import { stations, tickets } from "#railway/railway.ts";

/**
 * What the bot can talk about: data only, so that every story may link to every other. The handlers are in the files
 * beside this one.
 * @module
 */
const stationId = v.picklist(stations.map(({ id }) => id));
const ticketId = v.picklist(tickets.map(({ id }) => id));

export const hello = story("hello", {
  events: ["start"],
  keywords: {
    en: ["hello", "hi", "good morning", "help", "menu", "start"],
    fr: ["bonjour", "salut", "bonsoir", "aide", "menu"],
  },
});

export const departures = story("departures", {
  keywords: {
    en: ["departures", "departure", "train", "trains", "timetable", "next train", "when does the train leave"],
    fr: ["départs", "départ", "train", "trains", "horaires", "horaire", "prochain train", "prochains trains"],
  },
  params: v.object({ from: v.optional(stationId), to: v.optional(stationId) }),
  steps: { from: v.object({ to: v.optional(stationId) }), to: v.object({ from: stationId }) },
});

export const fares = story("fares", {
  keywords: {
    en: ["fares", "fare", "ticket", "tickets", "price", "prices", "how much"],
    fr: ["tarifs", "tarif", "billet", "billets", "prix", "combien"],
  },
  params: v.object({ ticket: v.optional(ticketId) }),
});

export const lostProperty = story("lost-property", {
  keywords: {
    en: ["lost property", "lost", "lost something", "i lost", "forgot", "left behind"],
    fr: ["objets trouvés", "objet trouvé", "objet perdu", "perdu", "oublié", "objets perdus"],
  },
  params: v.object({ begin: v.optional(v.literal("anew")) }),
  steps: {
    item: true,
    place: v.object({ place: v.optional(v.union([stationId, v.literal("train")])) }),
    day: true,
    resume: true,
    send: true,
  },
});

export const hours = story("hours", {
  keywords: {
    en: ["opening hours", "hours", "open", "ticket office", "ticket offices"],
    fr: ["heures d'ouverture", "ouverture", "ouvert", "guichet", "guichets"],
  },
});

export const photo = story("photo", {
  keywords: { en: ["photo", "picture", "viaduct"], fr: ["photo", "image", "viaduc"] },
});

export const tale = story("tale", {
  keywords: {
    en: ["story", "history", "tell me a story", "story of the line"],
    fr: ["histoire", "raconte", "histoire de la ligne"],
  },
});

export const person = story("person", {
  keywords: {
    en: ["person", "human", "talk to a person", "agent", "someone", "phone", "contact"],
    fr: ["personne", "humain", "conseiller", "quelqu'un", "parler à quelqu'un", "téléphone", "contact"],
  },
});
