import { languageOf } from "#i18n/locale.ts";

/**
 * What the bot says before it joins what two channels know about a person, and when it does not. `{from}` stands for the place that
 * the person comes from, e.g. `www.example.com`.
 */
export type ContinuationSentences = {
  question: string;
  /** The two choices; Messenger shows 20 characters. */
  yes: string;
  no: string;
  /** The person said no. */
  declined: string;
  /** The link is too old, was used, or is no good for another reason. */
  refused: string;
};

/**
 * In every language that the widget ships, because a question that cannot be read gets no consent. The second sentence of the
 * question is what it protects: a link may have been sent by somebody else.
 */
const all: Readonly<Record<string, ContinuationSentences>> = {
  ar: {
    question:
      "هل تريد متابعة المحادثة من {from} هنا؟ سيصبح ما يُعرف عنك هناك وهنا مشتركًا بين الجانبين. اختر «لا» إذا أرسل إليك شخص آخر هذا الرابط.",
    yes: "نعم، تابع",
    no: "لا، شكرًا",
    declined: "حسنًا، لم يُنقل شيء، وبقيت المحادثتان كما كانتا.",
    refused: "لم يعد هذا الرابط صالحًا، فلم يُنقل شيء، وبقيت المحادثتان كما كانتا.",
  },
  de: {
    question:
      "Möchten Sie das Gespräch von {from} hier fortsetzen? Was dort und hier über Sie bekannt ist, gilt dann auf beiden Seiten. Wählen Sie Nein, wenn Ihnen jemand anderes diesen Link geschickt hat.",
    yes: "Ja, fortsetzen",
    no: "Nein, danke",
    declined: "In Ordnung. Nichts wurde übernommen, beide Gespräche bleiben, wie sie waren.",
    refused: "Dieser Link gilt nicht mehr. Nichts wurde übernommen, beide Gespräche bleiben, wie sie waren.",
  },
  en: {
    question:
      "Continue the conversation from {from} here? What is known about you there and here will then be known on both sides. Choose no if somebody else sent you this link.",
    yes: "Yes, continue",
    no: "No, thanks",
    declined: "All right. Nothing was carried over, and both conversations stay as they were.",
    refused: "This link is no longer valid. Nothing was carried over, and both conversations stay as they were.",
  },
  es: {
    question:
      "¿Quiere continuar aquí la conversación de {from}? Lo que se sabe de usted allí y aquí se conocerá en ambos lados. Elija no si otra persona le envió este enlace.",
    yes: "Sí, continuar",
    no: "No, gracias",
    declined: "De acuerdo. No se ha trasladado nada y ambas conversaciones siguen como estaban.",
    refused: "Este enlace ya no es válido. No se ha trasladado nada y ambas conversaciones siguen como estaban.",
  },
  fr: {
    question:
      "Voulez-vous continuer ici la conversation de {from}\u202F? Ce que l'on sait de vous là-bas et ici sera alors connu des deux côtés. Répondez non si quelqu'un d'autre vous a envoyé ce lien.",
    yes: "Oui, continuer",
    no: "Non, merci",
    declined: "D'accord. Rien n'a été repris, les deux conversations restent telles qu'elles étaient.",
    refused: "Ce lien n'est plus valable. Rien n'a été repris, les deux conversations restent telles qu'elles étaient.",
  },
  he: {
    question:
      "להמשיך כאן את השיחה מ-{from}? מה שידוע עליך שם וכאן יהיה ידוע בשני הצדדים. יש לבחור לא אם מישהו אחר שלח לך את הקישור.",
    yes: "כן, להמשיך",
    no: "לא, תודה",
    declined: "בסדר. דבר לא הועבר, ושתי השיחות נשארו כפי שהיו.",
    refused: "הקישור כבר אינו תקף. דבר לא הועבר, ושתי השיחות נשארו כפי שהיו.",
  },
  it: {
    question:
      "Vuole continuare qui la conversazione di {from}? Ciò che si sa di lei là e qui sarà noto da entrambe le parti. Scelga no se questo link le è stato inviato da qualcun altro.",
    yes: "Sì, continua",
    no: "No, grazie",
    declined: "Va bene. Non è stato trasferito nulla e le due conversazioni restano com'erano.",
    refused: "Questo link non è più valido. Non è stato trasferito nulla e le due conversazioni restano com'erano.",
  },
  ja: {
    question:
      "{from} での会話をここで続けますか？続けると、それぞれの会話でわかっているあなたの情報が両方で共有されます。このリンクがほかの人から送られてきた場合は「いいえ」を選んでください。",
    yes: "はい、続けます",
    no: "いいえ",
    declined: "わかりました。何も引き継がれず、どちらの会話も元のままです。",
    refused: "このリンクはもう有効ではありません。何も引き継がれず、どちらの会話も元のままです。",
  },
  nl: {
    question:
      "Wilt u het gesprek van {from} hier voortzetten? Wat daar en hier over u bekend is, is dan aan beide kanten bekend. Kies nee als iemand anders u deze link heeft gestuurd.",
    yes: "Ja, ga verder",
    no: "Nee, bedankt",
    declined: "Goed. Er is niets overgenomen en beide gesprekken blijven zoals ze waren.",
    refused: "Deze link is niet meer geldig. Er is niets overgenomen en beide gesprekken blijven zoals ze waren.",
  },
  pl: {
    question:
      "Czy kontynuować tutaj rozmowę z {from}? To, co wiadomo o Tobie tam i tutaj, będzie wtedy znane po obu stronach. Wybierz „nie”, jeśli ten link przysłał Ci ktoś inny.",
    yes: "Tak, kontynuuj",
    no: "Nie, dziękuję",
    declined: "Dobrze. Nic nie zostało przeniesione, obie rozmowy pozostają bez zmian.",
    refused: "Ten link nie jest już ważny. Nic nie zostało przeniesione, obie rozmowy pozostają bez zmian.",
  },
  pt: {
    question:
      "Quer continuar aqui a conversa de {from}? O que se sabe de si lá e aqui passará a ser conhecido dos dois lados. Escolha não se outra pessoa lhe enviou este link.",
    yes: "Sim, continuar",
    no: "Não, obrigado",
    declined: "Está bem. Nada foi transferido e as duas conversas ficam como estavam.",
    refused: "Este link já não é válido. Nada foi transferido e as duas conversas ficam como estavam.",
  },
};

export const continuationLanguages: readonly string[] = Object.keys(all);

/** @param given the author's own, by locale; the language is enough. What they lack is said in the bot's words. */
export function continuationSentencesFor(
  locale: string,
  given: Readonly<Record<string, Partial<ContinuationSentences>>> = {},
): ContinuationSentences {
  const language = languageOf(locale);
  const own = all[language] ?? all["en"];
  if (own === undefined) throw new Error("there are no English sentences");
  return { ...own, ...(given[locale] ?? given[language]) };
}
