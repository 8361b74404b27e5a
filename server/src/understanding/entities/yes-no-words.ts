export type YesNo = "yes" | "no";

/** How people say yes and no: in small letters without accents and signs, separated by commas. */
export type YesNoWords = {
  yes: string;
  no: string;
  /** These phrases begin like an answer, but are none. */
  other: string;
  /** These words are an answer whatever follows them: "yes I would". "right" is not: "right side". */
  leading: string;
};

const words: Readonly<Record<string, YesNoWords>> = {
  en: {
    yes: "yes,yeah,yep,yup,ya,yea,aye,sure,sure thing,of course,ok,okay,okey,alright,all right,right,correct,exactly,indeed,absolutely,definitely,certainly,go ahead,go on,go for it,fine,great,perfect,please,please do,why not,no problem,no worries,not a problem,sounds good,i do,i am,i think so,i guess so,that s right,you bet,gladly,true",
    no: "no,nope,nah,not really,not now,not at all,never,of course not,certainly not,definitely not,absolutely not,no way,not yet,i don t,i do not,i m not,i am not,i d rather not,rather not,i think not,don t,wrong,incorrect,false,not ok,not right,not correct",
    other:
      "no idea,no one,no matter,no longer,no more,no need,yes or no,yes and no,i don t know,i do not know,i don t mind,i don t care,i m not sure,i am not sure,not really sure",
    leading: "yes,yeah,yep,yup,no,nope,nah",
  },
  fr: {
    yes: "oui,ouais,ouai,ouaip,ui,ok,okay,d accord,daccord,d acc,dac,bien sur,bien entendu,evidemment,certainement,absolument,tout a fait,exact,exactement,c est exact,c est ca,c est bon,volontiers,avec plaisir,pourquoi pas,ca marche,ca me va,entendu,parfait,carrement,affirmatif,pas de probleme,aucun probleme,pas de souci,aucun souci,sans probleme,je veux bien,vas y,allez y,vrai,c est vrai,mais oui,si,mais si,si si,je crois que oui,je pense que oui",
    no: "non,nan,pas du tout,pas maintenant,pas encore,pas vraiment,pas d accord,pas question,jamais,bien sur que non,surtout pas,absolument pas,certainement pas,faux,c est faux,negatif,sans facon,ca ne me va pas,ca me va pas,je ne veux pas,je veux pas,c est pas bon,ce n est pas bon,pas exactement,pas tout a fait,plutot pas,mais non,je crois que non,je pense que non,je ne crois pas,je ne pense pas",
    other: "non plus,oui ou non,oui et non,je ne sais pas,je sais pas",
    leading: "oui,ouais,non,nan",
  },
  de: {
    yes: "ja,jo,jep,jawohl,klar,na klar,gern,gerne,sicher,naturlich,selbstverstandlich,ok,okay,in ordnung,einverstanden,genau,stimmt,richtig,warum nicht,kein problem,auf jeden fall,passt,doch",
    no: "nein,nee,lieber nicht,auf keinen fall,gar nicht,nicht jetzt,noch nicht,niemals,nie,naturlich nicht,stimmt nicht,falsch,nicht richtig,nicht wirklich",
    other: "ja oder nein,ja und nein",
    leading: "ja,nein",
  },
  es: {
    yes: "si,claro,claro que si,vale,ok,okay,de acuerdo,por supuesto,desde luego,exacto,correcto,perfecto,por que no,sin problema,con gusto",
    no: "no,claro que no,para nada,en absoluto,ahora no,todavia no,nunca,de ninguna manera,incorrecto,falso,mejor no",
    other: "no se,no lo se,no estoy seguro,no estoy segura,si o no,si y no",
    leading: "no",
  },
  it: {
    yes: "si,certo,certamente,ok,okay,va bene,d accordo,esatto,giusto,perfetto,volentieri,perche no,nessun problema,assolutamente si",
    no: "no,certo che no,per niente,affatto,non ora,non ancora,assolutamente no,sbagliato,falso,meglio di no",
    other: "si o no,si e no",
    leading: "no",
  },
  nl: {
    yes: "ja,jawel,jep,ja graag,ja hoor,graag,zeker,natuurlijk,ok,oke,okay,prima,goed,akkoord,klopt,precies,waarom niet,geen probleem,doe maar",
    no: "nee,neen,liever niet,niet nu,nog niet,nooit,helemaal niet,natuurlijk niet,klopt niet,fout",
    other: "ja of nee,ja en nee",
    leading: "ja,nee,neen",
  },
  pt: {
    yes: "sim,claro,claro que sim,com certeza,ok,okay,ta bom,esta bem,de acordo,certo,isso,exato,exatamente,perfeito,por que nao,sem problema,pode ser",
    no: "nao,claro que nao,de jeito nenhum,agora nao,ainda nao,nunca,errado,falso,melhor nao",
    other: "nao sei,sim ou nao,sim e nao,nao tenho certeza",
    leading: "sim,nao",
  },
};

export type YesNoPhrase = {
  /** Undefined: the phrase begins like an answer, but is none. */
  value: YesNo | undefined;
  /** The phrase is an answer even if its sentence continues. */
  leads: boolean;
};

/** All phrases of a language, by their words with one space between them. */
export type YesNoPhrases = ReadonlyMap<string, YesNoPhrase>;

const phrases: ReadonlyMap<string, YesNoPhrases> = new Map(
  Object.entries(words).map(([language, own]) => [language, toPhrases(own)]),
);

const none: YesNoPhrases = new Map();

export function phrasesOf(language: string): YesNoPhrases {
  return phrases.get(language) ?? none;
}

/** The phrases that are an answer in any conversation if nothing else is said. */
export const phrasesOfAll: YesNoPhrases = new Map([...phrases.values()].flatMap((own) => [...own]));

export function toPhrases({ yes, no, other, leading }: YesNoWords): YesNoPhrases {
  const leads = new Set(leading.split(","));
  const toEntries = (list: string, value: YesNo | undefined) =>
    list.split(",").map((phrase) => [phrase, { value, leads: leads.has(phrase) || phrase.includes(" ") }] as const);
  return new Map([...toEntries(yes, "yes"), ...toEntries(no, "no"), ...toEntries(other, undefined)]);
}
