/** All texts of the bot, in French. */
export const fr = {
  label: {
    departures: "Départs",
    stations: "Gares",
    fares: "Tarifs",
    lostProperty: "Objets trouvés",
    hours: "Ouverture",
    photo: "Une photo",
    tale: "Histoire de la ligne",
    person: "Parler à quelqu'un",
    nearest: "La plus proche",
    back: "Retour à Aubri",
    wayBack: "Le retour",
    otherStation: "Autre gare",
    remind: "Prévenez-moi",
    details: "Détails",
    menu: "Menu",
    allFares: "Tous les tarifs",
    form: "Par formulaire",
    today: "Aujourd'hui",
    yesterday: "Hier",
    earlier: "Avant",
    send: "Oui, envoyer",
    anew: "Recommencer",
  },
  hello: [
    "Bonjour ! Je suis Aubri, l'assistante de la Ligne de l'Aubrelle. Que puis-je faire pour vous ?",
    "Bonjour et bienvenue ! Je suis Aubri, l'assistante de la Ligne de l'Aubrelle. Comment puis-je vous aider ?",
  ],
  helloAgain: ["Re-bonjour ! Que puis-je faire pour vous ?", "Re-bonjour ! Où allons-nous ?"],
  back: "Me revoici. Que puis-je faire pour vous ?",
  thanks:
    "{opinion, select, up {Merci, je suis ravie d'avoir pu aider !} down {J'en suis désolée. Quelqu'un saura peut-être mieux que moi :} other {Avec plaisir !}}",
  picture: "Merci, c'est noté. Je ne sais pas regarder les fichiers moi-même. Est-ce au sujet d'un objet perdu ?",
  fallback: {
    not_understood: [
      "Désolée, je n'ai pas compris. Voici ce que je connais bien :",
      "Désolée, cela me dépasse. Voici où je peux vous aider :",
    ],
    unknown_link: "Ce bouton date d'un ancien horaire. Choisissez à nouveau :",
    gave_up: "Laissons cela pour l'instant. Voici ce que je peux faire d'autre :",
    said_nothing: "Je n'ai rien à dire là-dessus, hélas. Choisissez à nouveau :",
    failed: "Désolée, une erreur s'est produite de notre côté. Réessayez, ou choisissez ici :",
  },
  departures: {
    from: "De quelle gare partez-vous ?",
    to: "Et vers quelle gare ?",
    fromTo: "Au départ de {from}, bien. Vers quelle gare ?",
    near: "Je ne connais pas cette gare. Pensiez-vous à {count, plural, one {celle-ci} other {l'une de celles-ci}} ?",
    unknown: "Je ne connais pas cette gare. Voici les nôtres :",
    same: "Vous y êtes déjà ! Où souhaitez-vous aller ?",
    heading: "De **{from}** à **{to}**",
    row: "- {when}{departs}, arrivée {arrives}",
    fare: "L'aller simple coûte {price, number, ::currency/EUR}.",
  },
  reminder: {
    set: "Je vous écrirai quand le {departs} partira de {from}. (C'est une démo : il part dans {seconds} secondes.)",
    leaving: "Le {departs} de {from} à {to} part à l'instant. Bon voyage !",
  },
  stations: {
    list: {
      default: "Nos gares, en montant depuis la mer. Choisissez-en une pour voir ses trains :",
      messenger: "Nos gares, en montant depuis la mer. Touchez-en une pour voir ses trains :",
    },
    nearest:
      "{far, select, yes {La gare la plus proche est {station}, mais elle est à {km, number, integer} km de vous. Venez nous voir !} other {La gare la plus proche est {station}, à {km, number, ::.0} km de vous.}}",
    share: "Partagez votre position, et je vous dirai quelle gare est la plus proche.",
    about: "Zone {zone}, {altitude, number} m d'altitude",
  },
  fares: {
    heading: "La ligne compte trois zones : A la côte, B la vallée, C la montagne.",
    card: "{title}, {price, number, ::currency/EUR}",
    details:
      "**{title}**\n{price, number, ::currency/EUR}, ou {reduced, number, ::currency/EUR} pour les moins de 16 ans, les plus de 65 ans, les étudiants et les demandeurs d'emploi.\n{validity}\nEn vente dans toutes les gares, à bord et aux guichets.",
  },
  tickets: {
    "one-zone": {
      title: "Aller simple, 1 zone",
      subtitle: "Le long de la côte, ou entre deux voisines. Valable 60 minutes.",
      validity: "Valable 60 minutes dans une zone, autant de trajets que vous voulez.",
      pictureAlt: "La côte : un phare au-dessus d'une mer calme",
    },
    "two-zones": {
      title: "Aller simple, 2 zones",
      subtitle: "De la mer à la vallée. Valable 90 minutes.",
      validity: "Valable 90 minutes dans deux zones voisines, arrêts en route permis.",
      pictureAlt: "La vallée : une rivière entre des collines vertes, et un autorail",
    },
    "three-zones": {
      title: "Aller simple, 3 zones",
      subtitle: "Toute la ligne, du port au sommet. Valable deux heures.",
      validity: "Valable deux heures sur toute la ligne, arrêts en route permis.",
      pictureAlt: "Le sommet : des pics enneigés au-dessus de sapins sombres",
    },
    "day-pass": {
      title: "Carte journée",
      subtitle: "Toutes les zones, toute la journée, vélo compris.",
      validity: "Valable dans tous les trains jusqu'au dernier du jour, avec un vélo.",
      pictureAlt: "Un lac de montagne au couchant, un autorail sur sa rive",
    },
  },
  lost: {
    item: "J'en suis désolée. Qu'avez-vous perdu ? Quelques mots suffisent, par exemple : un parapluie bleu. À tout moment, dites « retour », « laisse tomber », ou « non, à Brécy » pour vous corriger.",
    place: "« {item} », c'est noté. Où l'aviez-vous pour la dernière fois ?",
    onTheTrain: "Dans le train",
    unknownPlace: "Je ne connais pas ce lieu. Était-ce dans le train, ou dans l'une de nos gares ?",
    day: "Et quand était-ce ?",
    summary: "Je récapitule :\n- Quoi : {item}\n- Où : {place}\n- Quand : {day}\nEst-ce exact ?",
    done: "Merci. Votre déclaration porte le numéro **{reference}**. Les objets sont triés à {office} sous {days, plural, one {un jour} other {# jours}} et gardés {kept} jours. Venez avec ce numéro et une pièce d'identité.",
    form: {
      text: {
        default: "Voici le formulaire. Trois lignes, et c'est fait :",
        messenger: "Messenger n'a pas de formulaires : je vous pose les questions une à une.",
      },
      submit: { default: "Continuer", messenger: "Allons-y" },
      item: "Qu'avez-vous perdu ?",
      place: "Où l'aviez-vous pour la dernière fois ?",
      day: "Quand était-ce ?",
    },
  },
  hours: {
    heading: "Nos guichets :",
    line: "- **{station}** : {times} ({now})",
    period: "{count, plural, one {{first}} other {{first} à {last}}} {opens}–{closes}",
    open: "ouvert, jusqu'à {until}",
    closed: "fermé, ouvre {when}à {opens}",
  },
  photo: {
    alt: "Un autorail rouge franchit un haut viaduc de pierre, devant des collines boisées et un sommet enneigé",
    caption:
      "Le viaduc de Brécy : quatorze arches, 61 mètres au-dessus de l'Aubrelle. À la montée, asseyez-vous à gauche.",
  },
  tale: {
    text: [
      "En 1887, un marchand de sel de Port-Clément avait un souci tout simple : le sel était à la mer, et ceux qui en avaient besoin, les fromageries, à la montagne. Les mulets mettaient trois jours. Il vendit ses bateaux et acheta des rails.",
      "Les vingt-cinq premiers kilomètres furent faciles. Puis vint la gorge de Brécy, et pendant quatre ans cent vingt maçons vécurent dans des cabanes à son bord. Ils bâtirent quatorze arches et, dit-on, cachèrent sous la septième une bouteille de vin pour qui démonterait le viaduc. Personne n'a encore eu assez soif. [1]",
      "Le 2 juin 1894, le premier train atteignit Hautepierre avec onze heures de retard : il s'arrêtait à chaque ferme pour se laisser toucher. Il portait quarante sacs de sel, deux maires et un piano.",
      "En 1961, le sel passa au camion, et la ligne devait fermer. Mais chaque matin cent dix enfants descendaient à l'école par le 7 h 05, et leurs parents s'assirent sur les rails à Combe-Noire, avec de la soupe. Ils y restèrent neuf jours. La ligne aussi. [2]",
      "Aujourd'hui les autorails roulent au courant du lac, quarante et un trains par jour transportent écoliers, skieurs et fromages, et le 7 h 05 s'appelle toujours *la soupe*.",
    ].join("\n\n"),
    sources: {
      masons: "J. Vasseur, Les Maçons de Brécy, Presses de la vallée 1931, chapitre 4",
      soup: "Le Courrier de l'Aubrelle, du 14 au 23 novembre 1961, page 1",
    },
  },
  person: {
    open: "Quelqu'un est là pour vous jusqu'à {until} : appelez le {telephone}, ou écrivez ici. Je lui laisse la place et me tais pendant {minutes, plural, one {une minute} other {# minutes}}. (C'est une démo : personne ne lit.) « Retour à Aubri » me réveille plus tôt.",
    closed:
      "Personne n'est au bureau en ce moment. Quelqu'un vous répond au {telephone} dès {when}{opens}. Puis-je vous aider en attendant ?",
  },
} as const;
