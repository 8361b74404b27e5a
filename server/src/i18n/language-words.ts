/**
 * The words that a language is recognised by: short, frequent, and about no subject. A word of several languages is in each
 * of their lists, and so counts little.
 */
export type LanguageWords = {
  /** Pronouns, verbs, question words, negations …: words that make a sentence. */
  readonly sentence: string;
  /** Articles and prepositions. They are also in names ("Rue de la Paix"), so they prove little. */
  readonly small: string;
  /** Words that are clear even alone, in a message of one or two words. */
  readonly alone: string;
};

export const languageWords: Readonly<Record<string, LanguageWords>> = {
  en: {
    sentence: `i you he she it we they me him them us my your his her our their is are am was were be been do does did
      don't doesn't didn't can can't cannot could would should will won't have haven't has had not no yes what where when
      how why who which this that these those there here but if or with from about please thanks thank hello hi want need
      like know get go find tell help much many more any some i'm i'd i've i'll it's what's where's there's that's you're
      we're let's let today tomorrow yesterday just still also than then because into only very lost buy open close when's two three four five six seven eight nine ten monday tuesday
      wednesday thursday friday saturday sunday sundays week month year show give tell something nothing everything
      everyone nobody else another other first last next work works doing going been good`,
    small: "the of a an to at on in by for and as",
    alone: "morning afternoon evening",
  },
  fr: {
    sentence: `je j' tu il elle on nous vous ils elles me m' te t' se s' ce c' ça cela cette ces mon ma mes ton ta tes son
      sa ses notre votre vos nos leur leurs qui que qu' quoi quand où comment pourquoi combien quel quelle quels quelles est
      sont suis es êtes sommes était ai as avez avons ont avoir être fait faire faut peux peut pouvez pourrais pourriez puis
      veux veut voudrais voulez voudrait dois doit aimerais va vais aller pas ne n' plus très aussi avec sans pour par dans
      chez mais ou donc si car oui non merci bonjour bonsoir salut svp plaît stp beaucoup demain aujourd'hui hier maintenant
      jamais toujours encore déjà besoin cherche trouver savoir sais réserver acheter perdu y deux trois quatre cinq six sept huit neuf dix lundi mardi mercredi
      jeudi vendredi samedi dimanche semaine mois année montrez montre donnez donne dites quelque chose rien tout tous toute
      personne autre autres premier dernier prochain prochaine marche fonctionne ouvert fermé heure heures`,
    small: "le la les l' de du des d' un une en au aux et à sur sous",
    alone: "bonjour bonsoir salut beaucoup svp",
  },
  de: {
    sentence: `ich du er sie es wir ihr mich mir dich dir uns euch mein meine meinen meinem dein deine sein ihre ihren
      ihnen ist sind bin bist war waren wird werden wurde hat habe haben hast hatte kann kannst können könnte könnten muss
      müssen möchte möchten will wollen soll sollte darf gibt nicht kein keine keinen ja nein aber oder wenn weil dass wie
      was wo wer wann warum welche welcher welches wohin woher wieviel mit ohne für nach bei aus über unter vor bis seit
      noch nur auch schon sehr mehr heute morgen gestern jetzt hier dort bitte danke hallo guten brauche suche finde finden
      wissen weiß geht fährt viel viele einen einem einer eines so dann mal kaufen verloren etwas nichts zwei drei vier fünf sechs sieben acht neun zehn montag dienstag
      mittwoch donnerstag freitag samstag sonntag sonntags woche monat jahr zeigen zeig geben sagen alles alle jemand niemand
      anderes andere erste letzte nächste nächsten funktioniert geöffnet offen uhr`,
    small: "der die das den dem des ein eine von in im am an auf und zu zum zur",
    alone: "guten danke bitte",
  },
  es: {
    sentence: `yo tú usted ustedes nosotros ellos ellas ella él me te se le les lo nos mi mis tu su sus este esta estos
      estas esto ese esa eso que qué quién cuál cuándo cuánto cuánta cuántos cuesta dónde cómo como cuando donde es son soy
      eres está están estoy estar ser era fue hay ha he han tengo tiene tienes tener puedo puede puedes podría quiero quiere
      quieres quisiera querría gustaría necesito busco hacer hago hace voy va vamos ir no sí pero o si porque muy más menos
      también con sin para por desde hasta entre sobre hola gracias buenos buenas favor ayuda mañana hoy ayer ahora siempre
      nunca ya aquí allí otro otra todo todos nada algo saber sé comprar perdido dos tres cuatro cinco seis siete ocho nueve diez lunes martes
      miércoles jueves viernes sábado domingo domingos semana mes año muestra enséñame dame dígame cosa cosas alguien nadie
      otros otras primero último próximo próxima funciona abierto abren hora horas teneis tenéis pueden somos días tardes noches ¿ ¡`,
    small: "el la los las de del un una y a en al",
    alone: "hola gracias buenos buenas",
  },
  it: {
    sentence: `io tu lui lei noi voi loro mi ti ci vi si mio mia miei mie tuo tua suo sua nostro vostro che chi cosa cos'
      quando dove dov' come com' perché quanto quanta quanti quale quali è sono sei siamo siete era ho hai ha abbiamo avete
      hanno avere essere c' vorrei voglio vuole posso può puoi possiamo potrei potrebbe devo deve fare fa faccio vado va
      andare non no sì ma o se anche più meno molto con senza per tra fra questo questa questi queste quest' quello quella
      ciao grazie buongiorno buonasera prego favore aiuto domani oggi ieri adesso ora sempre mai già ancora qui lì tutto tutti
      niente qualcosa cerco bisogno sapere so comprare perso costa parte due tre quattro cinque sei sette otto nove dieci lunedì martedì
      mercoledì giovedì venerdì sabato domenica settimana mese anno mostrami dammi dimmi cose qualcuno nessuno altro altra
      altri primo ultimo prossimo prossima funziona aperto aperti ora ore vedere`,
    small:
      "il lo la l' i gli le di d' del della dell' dei delle un un' una e a in al alla all' da dal sul sulla nel nella nell'",
    alone: "buongiorno buonasera grazie",
  },
  nl: {
    sentence: `ik jij je u hij zij ze wij we jullie mij me jou ons mijn jouw uw zijn haar hun is bent ben was waren wordt
      worden heeft heb hebben hebt had kan kunnen kunt kon moet moeten wil willen wilt zou mag niet geen ja nee maar of als
      omdat dat dit deze wat waar wie wanneer waarom hoe welke hoeveel met zonder voor naar bij uit over onder tot sinds nog
      ook al heel meer vandaag morgen gisteren nu hier daar graag alstublieft alsjeblieft bedankt dank hallo goedemorgen
      goedemiddag goedenavond goedendag nodig zoek vinden weten weet gaat er veel dan even doen kopen kwijt iets niets twee drie vier vijf zes zeven acht negen tien maandag dinsdag woensdag
      donderdag vrijdag zaterdag zondag week maand jaar laat zien geef zeg alles iedereen niemand anders andere eerste laatste
      volgende werkt open uur`,
    small: "de het een van in op aan en te die",
    alone: "goedemorgen goedemiddag goedenavond goedendag bedankt alstublieft alsjeblieft",
  },
  pt: {
    sentence: `eu tu você vocês ele ela nós eles elas me te se lhe nos meu minha meus minhas seu sua seus suas nosso este
      esta esse essa isso isto que quem qual quando onde como porque quanto quantos quanta custa é são sou está estão estou
      estar ser era foi há tem tenho têm ter posso pode podem poderia quero quer queria gostaria preciso procuro fazer faço
      faz vou vai vamos ir não sim mas ou se muito mais menos também com sem para pra pelo pela até entre sobre desde olá oi
      obrigado obrigada bom boa favor ajuda amanhã hoje ontem agora sempre nunca já aqui ali tudo todos nada algo saber sei
      comprar perdi dois duas três quatro cinco seis sete oito nove dez segunda terça
      quarta quinta sexta sábado domingo domingos semana mês ano mostre diga coisa coisas alguém ninguém outro outra
      outros primeiro último próximo próxima funciona aberto abrem hora horas somos fica dia tarde noite`,
    small: "o a os as de do da dos das um uma em no na e ao à por",
    alone: "olá obrigado obrigada bom",
  },
};

/** Letters that suggest a language, in words that are no names. They decide nothing alone. */
export const languageLetters: Readonly<Record<string, RegExp>> = {
  de: /[ßäöü]/,
  es: /ñ/,
  fr: /[œêù]/,
  it: /[ìò]/,
  pt: /[ãõ]/,
};
