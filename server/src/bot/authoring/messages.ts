/**
 * Builders for what a story says, the same for every channel.
 *
 * ```ts
 * yield text("Where to?", { quickReplies: [{ label: "The coast", to: fares.link({ zone: "coast" }) }] });
 * ```
 * @module
 */
export { card, type CardSpec, carousel } from "./messages/cards.ts";
export type { ButtonSpec, QuickReplySpec } from "./messages/choices.ts";
export { custom, type CustomOptions } from "./messages/custom.ts";
export { type ChoiceOption, field, type FieldOptions } from "./messages/fields.ts";
export { form, type FormSpec } from "./messages/form.ts";
export { list, type ListItemSpec } from "./messages/list.ts";
export { location } from "./messages/location.ts";
export { audio, file, image, type MediaOptions, video } from "./messages/media.ts";
export type { MessageOptions } from "./messages/modifiers.ts";
export { stream, type StreamedText, type StreamEnd, type StreamOptions } from "./messages/stream.ts";
export { text } from "./messages/text.ts";
