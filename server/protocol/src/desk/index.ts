/**
 * The wire between the desk's console (or a program with a key) and the server: what `/desk/api` takes and answers. JSON in and out; an error
 * is a {@link Problem} of `@causerie/protocol`. A browser is known by its cookie and must send `X-Causerie-Desk: 1` with all that
 * changes something; a program sends `Authorization: Bearer` and its key.
 * @module
 */
export * from "./channel.ts";
export { type DeskErrorCode, deskErrorCodes } from "./error-code.ts";
export * from "./figures.ts";
export * from "./inbox.ts";
export * from "./label.ts";
export { deskLimits } from "./limits.ts";
export * from "./person.ts";
export * from "./quality.ts";
export * from "./queue.ts";
export * from "./role.ts";
export * from "./trial.ts";
export * from "./sentence.ts";
export * from "./story-rule.ts";
export * from "./sign-in.ts";
