import { RequestError } from "#app/errors.ts";

/**
 * What long passwords are most often made of: the words and rows of keys that stand at the top of every list of leaked ones. The longest come
 * first, so that a shorter one leaves no rest of them.
 */
const common = [
  ..."administrator,motdepasse,contraseña,contrasena,superman,passwort,password,princess,sunshine,football,baseball".split(
    ",",
  ),
  ..."charlie,causerie,iloveyou,starwars,whatever,trustno1,changeme,passw0rd,p@ssw0rd,p4ssword,computer,internet,azertyuiop".split(
    ",",
  ),
  ..."qwertyuiop,qwertzuiop,asdfghjkl,zxcvbnm,yxcvbnm,wxcvbn,1q2w3e4r5t,1qaz2wsx,qazwsx,welcome,bonjour,willkommen,geheim".split(
    ",",
  ),
  ..."monkey,dragon,shadow,master,letmein,freedom,hottie,loveme,flower,secret,summer,winter,spring,autumn,berlin,london,paris".split(
    ",",
  ),
  ..."qwerty,qwertz,azerty,asdfgh,abcdef,abcabc,abc123,hello,hallo,admin,login,guest,service,support,team,chat,desk,test,user,love,pass,root".split(
    ",",
  ),
].sort((a, b) => b.length - a.length);

/** So many characters must be left when all that is easy to guess is taken out. */
const leastLeft = 6;

/**
 * Of the rules for passwords only this one is left beside the length (NIST SP 800-63B-4, 3.1.1.2: no rules on kinds of characters).
 *
 * @param own what others know of the person: name and address.
 * @throws RequestError `weak_password`
 */
export function refuseWeakPassword(password: string, own: readonly string[]): void {
  if (left(password, own).length >= leastLeft) return;
  throw new RequestError(
    "weak_password",
    "it is made of words that everybody tries first, of rows of keys or of the person's own name; take some words that have nothing to do with each other",
  );
}

/** What a guesser does not try first: each character once in a row, without common words, own names, and digits or letters in order. */
function left(password: string, own: readonly string[]): string {
  const names = own.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((part) => part.length >= 3);
  let rest = password.normalize("NFKC").toLowerCase();
  for (const word of [...names, ...common].sort((a, b) => b.length - a.length)) rest = rest.replaceAll(word, "");
  rest = withoutRepeats(rest.replaceAll(/[\s\p{P}\p{S}]+/gu, ""));
  return withoutRows(rest);
}

/** A piece that is said again and again counts once. */
function withoutRepeats(text: string): string {
  return text.replaceAll(/(.{1,12}?)\1+/gu, "$1");
}

/** `3456` and `fedc` count as one character. */
function withoutRows(text: string): string {
  let rest = "";
  let step = 0;
  for (let index = 0; index < text.length; index += 1) {
    const difference = text.charCodeAt(index) - text.charCodeAt(index - 1);
    const goesOn = index > 0 && Math.abs(difference) === 1 && (step === 0 || step === difference);
    step = goesOn ? difference : 0;
    if (!goesOn) rest += text[index];
  }
  return rest;
}
