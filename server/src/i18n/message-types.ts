import type { ArgumentNames, ArgumentsOf, ArgumentValue } from "./arguments.ts";

/**
 * How messages are written, and what the compiler makes of them.
 *
 * One rule tells groups from variants: **an object with the key `default` is one message in variants; any other object
 * is a group of messages.** It holds here, at run time and in JSON alike.
 * @module
 */

/** One text, or several that say the same and take turns. */
export type Wording = string | readonly string[];

/**
 * One message that is said differently by channel (`messenger`), interface (`text`, `voice`) or both
 * (`messenger.voice`); `default` everywhere else.
 */
export type MessageVariants = { readonly default: Wording; readonly [variant: string]: Wording };

/** One message: a text, alternatives, or variants by channel and interface. */
export type Message = Wording | MessageVariants;

/** What one locale says: messages by key, in groups where wanted. */
export type Messages = { readonly [key: string]: Message | Messages };

/** What the other locales say of the same: each message in any form, and the same groups. */
export type TranslationOf<Source> = {
  readonly [Key in keyof Source]: Source[Key] extends Message ? Message : TranslationOf<Source[Key]>;
};

/** All keys, those in groups as `group.key`. Any text, where the messages are not known to the compiler. */
export type KeyOf<Source> = unknown extends Source
  ? string
  : string extends keyof Source
    ? string
    : {
        [Key in keyof Source & string]: Source[Key] extends Message ? Key : `${Key}.${KeyOf<Source[Key]>}`;
      }[keyof Source & string];

/** What has to be passed with a message: nothing, its arguments, or, where its text is not known, whatever it may need. */
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

type TextsOf<Written> = Written extends string
  ? Written
  : Written extends readonly (infer Text extends string)[]
    ? Text
    : Written extends MessageVariants
      ? TextsOf<Written[keyof Written]>
      : never;

/** What the compiler holds a definition to. What it does not know, e.g. parsed JSON, is left to `findProblems`. */
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

type CheckedLocale<Locale extends string, Locales extends readonly string[], Written, Source> =
  IsUnknown<Written> extends true
    ? unknown
    : CheckedGroup<Written, Source, Locale extends `${Locales[number]}-${string}` ? "part" : "whole">;

type IsUnknown<Written> = unknown extends Written ? true : string extends keyof Written ? true : false;

/** `part`: `fr-CA` need only say what differs, where `fr` is there too. */
type CheckedGroup<Written, Source, Extent extends "whole" | "part"> = {
  readonly [Key in keyof Written]: Key extends keyof Source
    ? Source[Key] extends Message
      ? CheckedMessage<Written[Key], Source[Key]>
      : CheckedGroup<Written[Key], Source[Key], Extent>
    : Refused<"The first locale has no message of this key.">;
} & (Extent extends "whole"
  ? { readonly [Key in Exclude<keyof Source, keyof Written>]: TranslationOf<Source>[Key] }
  : unknown);

type CheckedMessage<Written, Source> =
  string extends TextsOf<Source>
    ? Message
    : [Exclude<ArgumentNames<TextsOf<Written>>, ArgumentNames<TextsOf<Source>>>] extends [never]
      ? Message
      : Refused<"This text asks for an argument that the first locale's text does not have.">;

/** Cannot be written: its only use is to show a sentence in the compiler's error. */
declare const refused: unique symbol;
interface Refused<Reason extends string> {
  readonly [refused]: Reason;
}
