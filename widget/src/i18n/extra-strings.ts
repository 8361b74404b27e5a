import type { Plural } from "./translate.ts";

/** The texts of the extra parts. They are loaded with those parts. */
export type ExtraStrings = {
  carousel: string;
  carouselSlide: string;
  slideOf: string;
  previousCard: string;
  nextCard: string;
  video: string;
  audio: string;
  file: string;
  listFilter: string;
  listFound: Plural;
  listAll: Plural;
  listFewer: string;
  openMap: string;
  /** Under a form that has fields with a star. */
  requiredMark: string;
  choose: string;
  noAnswer: string;
  missing: string;
  missingChoice: string;
  notEmail: string;
  notNumber: string;
  notDate: string;
  formTooLong: string;
  formSent: string;
  /** One line of a filled-in form, as the visitor's own message shows it. */
  answerLine: string;
  sources: Plural;
  helpful: string;
  thumbsUp: string;
  thumbsDown: string;
  thanks: string;
  table: string;
};

export const extraEn: ExtraStrings = {
  carousel: "carousel",
  carouselSlide: "slide",
  slideOf: "{index} of {count}: {title}",
  previousCard: "Previous card",
  nextCard: "Next card",
  video: "Video",
  audio: "Audio",
  file: "File",
  listFilter: "Filter the choices",
  listFound: { one: "{count} choice found", other: "{count} choices found" },
  listAll: { other: "Show all {count}" },
  listFewer: "Show fewer",
  openMap: "Open map",
  requiredMark: "* required",
  choose: "Choose…",
  noAnswer: "No answer",
  missing: "Please fill in this field.",
  missingChoice: "Please choose one.",
  notEmail: "Please enter an e-mail address, such as name@example.com.",
  notNumber: "Please enter a number.",
  notDate: "Please enter a whole date.",
  formTooLong: "This is too much to send at once. Please shorten it.",
  formSent: "Your answers",
  answerLine: "{label}: {value}",
  sources: { one: "Source ({count})", other: "Sources ({count})" },
  helpful: "Was this helpful?",
  thumbsUp: "Helpful",
  thumbsDown: "Not helpful",
  thanks: "Thank you for your opinion.",
  table: "Table",
};

export const extraFr: ExtraStrings = {
  carousel: "carrousel",
  carouselSlide: "diapositive",
  slideOf: "{index} sur {count} : {title}",
  previousCard: "Fiche précédente",
  nextCard: "Fiche suivante",
  video: "Vidéo",
  audio: "Audio",
  file: "Fichier",
  listFilter: "Filtrer les choix",
  listFound: { one: "{count} choix trouvé", other: "{count} choix trouvés" },
  listAll: { other: "Tout afficher ({count})" },
  listFewer: "Afficher moins",
  openMap: "Ouvrir la carte",
  requiredMark: "* obligatoire",
  choose: "Choisissez…",
  noAnswer: "Sans réponse",
  missing: "Veuillez remplir ce champ.",
  missingChoice: "Veuillez faire un choix.",
  notEmail: "Veuillez saisir une adresse e-mail, par exemple nom@exemple.fr.",
  notNumber: "Veuillez saisir un nombre.",
  notDate: "Veuillez saisir une date complète.",
  formTooLong: "C’est trop long pour un seul envoi. Veuillez raccourcir.",
  formSent: "Vos réponses",
  answerLine: "{label} : {value}",
  sources: { one: "Source ({count})", other: "Sources ({count})" },
  helpful: "Cette réponse vous a-t-elle aidé ?",
  thumbsUp: "Utile",
  thumbsDown: "Pas utile",
  thanks: "Merci pour votre avis.",
  table: "Tableau",
};

export const extraCatalogues = { en: extraEn, fr: extraFr };
