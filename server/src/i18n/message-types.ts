import type { ArgumentNames, ArgumentsOf, ArgumentValue } from "./arguments.ts";

/**
 * The form of messages, and what the compiler checks of them.
 *
 * One rule distinguishes groups and variants: **an object with the key `default` is one message in variants; any other object
 * is a group of messages.** It holds here, at run time and in JSON alike.
 * @module
 */

/** One text, or several texts that mean the same and take turns. */
export type Wording = string | readonly string[];

/**
 * One message that is said differently by channel (`messenger`), interface (`text`, `voice`) or both
 * (`messenger.voice`); `default` everywhere else.
 */
export type MessageVariants = { readonly default: Wording; readonly [variant: string]: Wording };

/** One message: a text, alternatives, or variants by channel and interface. */
export type Message = Wording | MessageVariants;

/** The messages of one locale by key, in groups if wanted. */
export type Messages = { readonly [key: string]: Message | Messages };

/** The same messages in another locale: each message in any form, and the same groups. */
export type TranslationOf<Source> = {
  readonly [Key in keyof Source]: Source[Key] extends Message ? Message : TranslationOf<Source[Key]>;
};

/** All keys; a key in a group is `group.key`. Any text, if the compiler does not know the messages. */
export type KeyOf<Source> = unknown extends Source
  ? string
  : string extends keyof Source
    ? string
    : {
        [Key in keyof Source & string]: Source[Key] extends Message ? Key : `${Key}.${KeyOf<Source[Key]>}`;
      }[keyof Source & string];

/** The arguments of a message: none, the ones of its text, or any, if the compiler does not know its text. */
export type ArgumentsFor<Source, Key extends string> = ListOf<TextsOf<MessageAt<Source, Key>>>;

type ListOf<Text extends string> = [Text] extends [never]
  ? [args?: Readonly<Record<string, ArgumentValue>>]
  : string extends Text
    ? [args?: Readonly<Record<string, ArgumentValue>>]
    : [ArgumentNames<Text>] extends [never]
      ? []
      : [args: Readonly<ArgumentsOf<Text>>];

type MessageAt<Source, Key extends string> = Key extends keyof Source
  ? Source[Key]
  : Key extends `${infer Group}.${infer Rest}`
    ? Group extends keyof Source
      ? MessageAt<Source[Group], Rest>
      : never
    : never;

type TextsOf<Given> = Given extends string
  ? Given
  : Given extends readonly (infer Text extends string)[]
    ? Text
    : Given extends MessageVariants
      ? TextsOf<Given[keyof Given]>
      : never;

/** The compiler's checks of a definition. Messages that it does not know, e.g. parsed JSON, are left to `findProblems`. */
export type Checked<Locales extends readonly string[], All> = string extends keyof All
  ? unknown
  : {
      readonly [Locale in Locales[number]]: Locale extends Locales[0]
        ? Locale extends keyof All
          ? unknown extends All[Locale]
            ? unknown
            : Messages
          : unknown
        : Locale extends keyof All
          ? CheckedLocale<Locale, Locales, All[Locale], Locales[0] extends keyof All ? All[Locales[0]] : never>
          : unknown;
    } & { readonly [Locale in Exclude<keyof All, Locales[number]>]: Refused<"This locale is not among `locales`."> };

type CheckedLocale<Locale extends string, Locales extends readonly string[], Given, Source> =
  IsUnknown<Given> extends true
    ? unknown
    : CheckedGroup<Given, Source, Locale extends `${Locales[number]}-${string}` ? "part" : "whole">;

type IsUnknown<Given> = unknown extends Given ? true : string extends keyof Given ? true : false;

/** `part`: `fr-CA` may contain only the differences, if `fr` is there too. */
type CheckedGroup<Given, Source, Extent extends "whole" | "part"> = {
  readonly [Key in keyof Given]: Key extends keyof Source
    ? Source[Key] extends Message
      ? CheckedMessage<Given[Key], Source[Key]>
      : CheckedGroup<Given[Key], Source[Key], Extent>
    : Refused<"The first locale has no message of this key.">;
} & (Extent extends "whole"
  ? { readonly [Key in Exclude<keyof Source, keyof Given>]: TranslationOf<Source>[Key] }
  : unknown);

type CheckedMessage<Given, Source> =
  string extends TextsOf<Source>
    ? Message
    : [Exclude<ArgumentNames<TextsOf<Given>>, ArgumentNames<TextsOf<Source>>>] extends [never]
      ? Message
      : Refused<"This text asks for an argument that the first locale's text does not have.">;

/** No value has this type. It only shows a sentence in the compiler's error. */
declare const refused: unique symbol;
interface Refused<Reason extends string> {
  readonly [refused]: Reason;
}
