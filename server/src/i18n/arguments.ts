/**
 * The arguments of a text, read by the compiler from its ICU text. The types parse braces: they distinguish a message from
 * the branches of a plural or select, so that words in a branch are not read as arguments.
 * @module
 */

/** How a text uses an argument: as it is, as a number or to count with, as a date or time, or to choose by. */
export type ArgumentKind = "text" | "number" | "date" | "select";

/** What may stand in a text. */
export type ArgumentValue = string | number | Date;

/** The arguments of one text, or all arguments of several texts (a union). */
export type ArgumentsOf<Text extends string> = {
  [Name in Found<Text>[0]]: ValueOf<Extract<Found<Text>, [Name, ArgumentKind]>[1]>;
};

/** The names alone. */
export type ArgumentNames<Text extends string> = Found<Text>[0];

type ValueOf<Kind> = "number" extends Kind
  ? number
  : "date" extends Kind
    ? Date | number
    : "select" extends Kind
      ? string
      : string | number;

/** Pairs of name and kind. Most texts have no argument, and the first line decides that quickly. */
type Found<Text extends string> = Text extends `${string}{${string}`
  ? InMessage<WithoutQuoted<Text>, "", never>
  : never;

/** Removes the quoted braces: `'{'` and `'}'`. */
type WithoutQuoted<Text extends string> = Text extends `${infer Before}'{'${infer After}`
  ? WithoutQuoted<`${Before}${After}`>
  : Text extends `${infer Before}'}'${infer After}`
    ? WithoutQuoted<`${Before}${After}`>
    : Text;

/** `Open`: everything that is not closed yet, innermost first. `o`: the options of a plural or select; `b`: a branch. */
type InMessage<Text extends string, Open extends string, Pairs> = Text extends `${infer Before}{${infer After}`
  ? Before extends `${string}}${infer Rest}`
    ? EndOfBranch<`${Rest}{${After}`, Open, Pairs>
    : InArgument<After, Open, Pairs>
  : Text extends `${string}}${infer Rest}`
    ? EndOfBranch<Rest, Open, Pairs>
    : Pairs;

type EndOfBranch<Text extends string, Open extends string, Pairs> = Open extends `b${infer Outer}`
  ? InOptions<Text, Outer, Pairs>
  : Pairs;

type InOptions<Text extends string, Open extends string, Pairs> = Text extends `${infer Before}{${infer After}`
  ? Before extends `${string}}${infer Rest}`
    ? EndOfOptions<`${Rest}{${After}`, Open, Pairs>
    : InMessage<After, `b${Open}`, Pairs>
  : Text extends `${string}}${infer Rest}`
    ? EndOfOptions<Rest, Open, Pairs>
    : Pairs;

type EndOfOptions<Text extends string, Open extends string, Pairs> = Open extends `o${infer Outer}`
  ? InMessage<Text, Outer, Pairs>
  : Pairs;

/** After a brace that opens an argument: `name}`, `name, number}`, `name, date, style}` or `name, plural, …`. */
type InArgument<Text extends string, Open extends string, Pairs> = Text extends `${infer Head}}${infer Rest}`
  ? Head extends `${infer Name},${infer Use}`
    ? Use extends `${infer Type},${string}`
      ? Trim<Type> extends "plural" | "selectordinal" | "select"
        ? Text extends `${Name},${Type},${infer Options}`
          ? InOptions<Options, `o${Open}`, Pairs | [Trim<Name>, KindOf<Trim<Type>>]>
          : Pairs
        : InMessage<Rest, Open, Pairs | [Trim<Name>, KindOf<Trim<Type>>]>
      : InMessage<Rest, Open, Pairs | [Trim<Name>, KindOf<Trim<Use>>]>
    : InMessage<Rest, Open, Pairs | [Trim<Head>, "text"]>
  : Pairs;

type KindOf<Type> = Type extends "plural" | "selectordinal" | "number"
  ? "number"
  : Type extends "date" | "time"
    ? "date"
    : "select";

type Trim<Text extends string> = Text extends ` ${infer Rest}` | `\n${infer Rest}` | `\t${infer Rest}`
  ? Trim<Rest>
  : Text extends `${infer Rest} ` | `${infer Rest}\n` | `${infer Rest}\t`
    ? Trim<Rest>
    : Text;
