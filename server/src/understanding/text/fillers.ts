/**
 * Words around an answer that do not change it: "I'd like the Lille one, please". They are normalized, and of all languages
 * together, because a French visitor of an English page answers in French. Words that deny or exclude ("no", "not", "sauf")
 * are never among them; "ne" is, because it denies nothing without "pas".
 */
const fillers: ReadonlySet<string> = new Set(
  [
    "please pls plz thanks thank you the i we me my d ll m want would like ill id take choose pick select prefer give go",
    "with for to at in on of from it is that this these those be let lets then so well hmm um uh oh ah hey just option",
    "choice answer button ones guess think",
    "s il te t vous plait svp stp merci le la les l des du de d a au aux en dans sur pour vers je j moi on nous veux",
    "voudrais voudrait aimerais prends prend prendre prendrai choisis choisir prefere souhaite vais aller serait ce c",
    "n ne est sera cette cet celui celle ca choix reponse bouton alors donc euh bah ben bon bien eh plutot juste",
    "bitte danke der die das den dem ich mochte will nehme hatte gern gerne nach zu von fur es ist wahl antwort also",
    "por favor gracias el los las del al para yo quiero quisiera prefiero elijo tomo opcion respuesta esta lo",
    "per favore piacere grazie lo gli di della alla io voglio vorrei preferisco scelgo prendo opzione scelta risposta",
    "alstublieft alsjeblieft aub graag dank bedankt de het ik wil neem kies naar van voor op optie keuze antwoord",
    "obrigado obrigada o os as do da em eu quero queria prefiro escolho opcao escolha resposta",
  ].flatMap((words) => words.split(" ")),
);

/** Fillers only beside other words: alone, "one" is a number and "ok" is an answer. */
const companions: ReadonlySet<string> = new Set(
  "a an one un une ein eine einen eins una uno um uma een ok okay yeah".split(" "),
);

/** The words with a meaning. `keep` decides which fillers stay, e.g. because a label has them. */
export function withoutFillers(words: readonly string[], keep: (word: string) => boolean): string[] {
  const meaningful = words.filter((word) => keep(word) || !fillers.has(word) || companions.has(word));
  const strong = meaningful.filter((word) => keep(word) || !companions.has(word));
  return strong.length > 0 ? strong : meaningful;
}

export function isFiller(word: string): boolean {
  return fillers.has(word) || companions.has(word);
}
