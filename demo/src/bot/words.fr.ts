import type { Words } from "./words.en.ts";

const days = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const dayOf = (day: number): string => days[day - 1] ?? "";

const when = (inDays: number, day: number): string => (inDays === 0 ? "" : inDays === 1 ? "demain " : `${dayOf(day)} `);

export const fr: Words = {
  labels: {
    departures: "Départs",
    fares: "Tarifs",
    lostProperty: "Objets trouvés",
    hours: "Ouverture",
    photo: "Une photo",
    tale: "Histoire de la ligne",
    person: "Parler à quelqu'un",
    back: "Le retour",
    otherStation: "Autre gare",
    details: "Détails",
    menu: "Menu",
    trainsFrom: "Trains au départ",
    trainsTo: "Trains à l'arrivée",
    allFares: "Tous les tarifs",
  },
  hello: "Bonjour ! Je suis Aubri, l'assistante de la Ligne de l'Aubrelle. Que puis-je faire pour vous ?",
  helloAgain: "Re-bonjour ! Que puis-je faire pour vous ?",
  fallback: {
    not_understood: "Désolée, je n'ai pas compris. Voici ce que je connais bien :",
    unknown_link: "Ce bouton date d'un ancien horaire. Choisissez à nouveau :",
    failed: "Désolée, une erreur s'est produite de notre côté. Réessayez, ou choisissez ici :",
    station: (name) => `Vous avez parlé de ${name}. Je regarde ses trains ?`,
  },
  departures: {
    askFrom: "De quelle gare partez-vous ?",
    askTo: (from) => `Au départ de ${from}, bien. Vers quelle gare ?`,
    near: "Je ne connais pas cette gare. Pensiez-vous à l'une de celles-ci ?",
    unknown: "Je ne connais pas cette gare. Voici les nôtres :",
    same: "Vous y êtes déjà ! Où souhaitez-vous aller ?",
    heading: (from, to) => `De **${from}** à **${to}**`,
    row: (when, departs, arrives) => `${when}${departs}, arrivée ${arrives}`,
    fare: (price) => `L'aller simple coûte ${price}.`,
    inDays: when,
  },
  fares: {
    heading: "La ligne compte trois zones : A la côte, B la vallée, C la montagne.",
    tickets: {
      "one-zone": {
        title: "Aller simple, 1 zone",
        subtitle: "Le long de la côte, ou entre deux voisines. Valable 60 minutes.",
        note: "Valable 60 minutes dans une zone, autant de trajets que vous voulez.",
        pictureAlt: "La côte : un phare au-dessus d'une mer calme",
      },
      "two-zones": {
        title: "Aller simple, 2 zones",
        subtitle: "De la mer à la vallée. Valable 90 minutes.",
        note: "Valable 90 minutes dans deux zones voisines, arrêts en route permis.",
        pictureAlt: "La vallée : une rivière entre des collines vertes, et un autorail",
      },
      "three-zones": {
        title: "Aller simple, 3 zones",
        subtitle: "Toute la ligne, du port au sommet. Valable deux heures.",
        note: "Valable deux heures sur toute la ligne, arrêts en route permis.",
        pictureAlt: "Le sommet : des pics enneigés au-dessus de sapins sombres",
      },
      "day-pass": {
        title: "Carte journée",
        subtitle: "Toutes les zones, toute la journée, vélo compris.",
        note: "Valable dans tous les trains jusqu'au dernier du jour, avec un vélo.",
        pictureAlt: "Un lac de montagne au couchant, un autorail sur sa rive",
      },
    },
    details: (title, price, reduced, note) =>
      `**${title}**\n${price}, ou ${reduced} pour les moins de 16 ans, les plus de 65 ans, les étudiants et les demandeurs d'emploi.\n` +
      `${note}\nEn vente dans toutes les gares, à bord et aux guichets.`,
  },
  lost: {
    begin: "J'en suis désolée. Qu'avez-vous perdu ? Quelques mots suffisent, par exemple : un parapluie bleu.",
    resume: (item) => `Nous avions commencé une déclaration pour « ${item} ». On continue ?`,
    goOn: "Continuer",
    anew: "Recommencer",
    askItem: "Dites-moi en quelques mots ce que vous avez perdu.",
    askPlace: (item) => `« ${item} », c'est noté. Où l'aviez-vous pour la dernière fois ?`,
    onTheTrain: "Dans le train",
    unknownPlace: "Je ne connais pas ce lieu. Était-ce dans le train, ou dans l'une de nos gares ?",
    askDay: "Et quand était-ce ?",
    today: "Aujourd'hui",
    yesterday: "Hier",
    earlier: "Avant",
    summary: (item, place, day) =>
      `Je récapitule :\n- Quoi : ${item}\n- Où : ${place}\n- Quand : ${day}\nEst-ce exact ?`,
    yes: "Oui, envoyer",
    done: (reference, office, sorted, kept) =>
      `Merci. Votre déclaration porte le numéro **${reference}**. Les objets sont triés à ${office} sous ${sorted} jours et gardés ${kept} jours. ` +
      "Venez avec ce numéro et une pièce d'identité.",
  },
  hours: {
    heading: "Nos guichets :",
    line: (station, times, now) => `**${station}** : ${times} (${now})`,
    period: (first, last, opens, closes) =>
      first === last ? `${dayOf(first)} ${opens}–${closes}` : `${dayOf(first)} à ${dayOf(last)} ${opens}–${closes}`,
    now: (opening) =>
      opening.type === "open"
        ? `ouvert, jusqu'à ${opening.until}`
        : `fermé, ouvre ${when(opening.inDays, opening.day)}à ${opening.opens}`,
  },
  photo: {
    alt: "Un autorail rouge franchit un haut viaduc de pierre, devant des collines boisées et un sommet enneigé",
    caption:
      "Le viaduc de Brécy : quatorze arches, 61 mètres au-dessus de l'Aubrelle. À la montée, asseyez-vous à gauche.",
  },
  tale: [
    "En 1887, un marchand de sel de Port-Clément avait un souci tout simple : le sel était à la mer, et ceux qui en avaient besoin, les fromageries, à la montagne. Les mulets mettaient trois jours. Il vendit ses bateaux et acheta des rails.",
    "Les vingt-cinq premiers kilomètres furent faciles. Puis vint la gorge de Brécy, et pendant quatre ans cent vingt maçons vécurent dans des cabanes à son bord. Ils bâtirent quatorze arches et, dit-on, cachèrent sous la septième une bouteille de vin pour qui démonterait le viaduc. Personne n'a encore eu assez soif.",
    "Le 2 juin 1894, le premier train atteignit Hautepierre avec onze heures de retard : il s'arrêtait à chaque ferme pour se laisser toucher. Il portait quarante sacs de sel, deux maires et un piano.",
    "En 1961, le sel passa au camion, et la ligne devait fermer. Mais chaque matin cent dix enfants descendaient à l'école par le 7 h 05, et leurs parents s'assirent sur les rails à Combe-Noire, avec de la soupe. Ils y restèrent neuf jours. La ligne aussi.",
    "Aujourd'hui les autorails roulent au courant du lac, quarante et un trains par jour transportent écoliers, skieurs et fromages, et le 7 h 05 s'appelle toujours *la soupe*.",
  ],
  person: (telephone, opening) =>
    opening.type === "open"
      ? `Quelqu'un est là pour vous jusqu'à ${opening.until} : appelez le ${telephone}. Je reste ici en attendant.`
      : `Personne n'est au bureau en ce moment. Quelqu'un vous répond au ${telephone} dès ${when(opening.inDays, opening.day)}${opening.opens}. ` +
        "Puis-je vous aider en attendant ?",
};
